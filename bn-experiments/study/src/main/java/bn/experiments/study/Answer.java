package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the answer to the question of a study, by the verdicts on some claims.
 *
 * @param claims titles of the claims that it rests on
 * @param shown what to say if all of them are supported
 * @param notShown what to say otherwise
 */
public record Answer(List<String> claims, String shown, String notShown) {

    /** Copies the list. */
    public Answer {
        claims = List.copyOf(claims);
    }

    /** What to say of these claims; nothing if one that it rests on is not among them. */
    Optional<String> by(List<Claim> tested) {
        Map<String, Verdict> verdicts = new HashMap<>();
        tested.forEach(claim -> verdicts.put(claim.title(), claim.verdict()));
        return verdicts.keySet().containsAll(claims)
                ? Optional.of(claims.stream().allMatch(title -> verdicts.get(title) == Verdict.SUPPORTED) ? shown : notShown)
                : Optional.empty();
    }
}
