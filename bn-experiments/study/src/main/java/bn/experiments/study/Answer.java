package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a question of a reader, by the verdicts on some claims.
 *
 * @param question in a short sentence
 * @param claims titles of the claims that it rests on
 * @param shown what to say if all of them are supported, with the conditions
 * @param refuted what to say if one of them is not supported
 * @param open what to say otherwise
 */
public record Answer(String question, List<String> claims, String shown, String refuted, String open) {

    /** Copies the list. */
    public Answer {
        claims = List.copyOf(claims);
    }

    /** What to say of these claims; nothing if one that it rests on is not among them. */
    Optional<QuestionAnswer> by(List<Claim> tested) {
        Map<String, Verdict> verdicts = new HashMap<>();
        tested.forEach(claim -> verdicts.put(claim.title(), claim.verdict()));
        if (!verdicts.keySet().containsAll(claims)) {
            return Optional.empty();
        }
        List<Verdict> these = claims.stream().map(verdicts::get).toList();
        return Optional.of(new QuestionAnswer(question, these.contains(Verdict.NOT_SUPPORTED) ? refuted
                : these.stream().allMatch(Verdict.SUPPORTED::equals) ? shown : open));
    }
}
