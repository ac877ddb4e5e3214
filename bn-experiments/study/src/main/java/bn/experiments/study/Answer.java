package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer to a question of a reader, in parts, each by the verdicts on some claims.
 *
 * @param question in a short sentence
 * @param parts of the answer, in their order
 */
public record Answer(String question, List<Part> parts) {

    /**
     * A sentence or two of an answer.
     *
     * @param claims titles of the claims that it rests on; empty for what needs none
     * @param shown what to say if all of them are supported, with the conditions
     * @param refuted what to say if one of them is not supported
     * @param open what to say otherwise
     */
    public record Part(List<String> claims, String shown, String refuted, String open) {

        /** Copies the list. */
        public Part {
            claims = List.copyOf(claims);
        }

        /** What is said whatever was found. */
        public static Part always(String text) {
            return new Part(List.of(), text, text, text);
        }

        private String by(Map<String, Verdict> verdicts) {
            List<Verdict> these = claims.stream().map(verdicts::get).toList();
            return these.contains(Verdict.NOT_SUPPORTED) ? refuted
                    : these.stream().allMatch(Verdict.SUPPORTED::equals) ? shown : open;
        }
    }

    /** Copies the list. */
    public Answer {
        parts = List.copyOf(parts);
    }

    /** What to say of these claims; nothing if one that it rests on is not among them. */
    Optional<QuestionAnswer> by(List<Claim> tested) {
        Map<String, Verdict> verdicts = new HashMap<>();
        tested.forEach(claim -> verdicts.put(claim.title(), claim.verdict()));
        if (!parts.stream().allMatch(part -> verdicts.keySet().containsAll(part.claims()))) {
            return Optional.empty();
        }
        return Optional
                .of(new QuestionAnswer(question, parts.stream().map(part -> part.by(verdicts)).collect(Collectors.joining(" "))));
    }
}
