package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.Section;
import bn.experiments.report.Verdict;
import bn.experiments.result.OutputDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The verdicts of two studies on the claims that both have: whether what one found the other finds as well.
 *
 * @param claims in the order of the first study's report
 */
public record VerdictComparison(List<Pair> claims) {

    /**
     * A claim of both.
     *
     * @param experiment its experiment
     * @param first as the first study judges it
     * @param second as the second does
     */
    public record Pair(String experiment, Claim first, Claim second) {

        /** Whether both have the same verdict. */
        public boolean same() {
            return first.verdict() == second.verdict();
        }

        /** Whether one supports what the other refutes. */
        public boolean opposite() {
            return !same() && first.verdict() != Verdict.UNDECIDED && second.verdict() != Verdict.UNDECIDED
                    && first.verdict() != Verdict.NOT_APPLICABLE && second.verdict() != Verdict.NOT_APPLICABLE;
        }
    }

    /** Copies the list. */
    public VerdictComparison {
        claims = List.copyOf(claims);
    }

    /**
     * Compares the studies in two folders.
     *
     * @param study what their experiments mean
     * @throws bn.api.InvalidRequestException if one of them holds no study
     * @throws bn.api.BnException if files of one are damaged, or it has no results
     */
    public static VerdictComparison of(Study study, OutputDirectory first, OutputDirectory second) {
        Map<String, Claim> others = new LinkedHashMap<>();
        study.report(second).claims().forEach(claim -> others.put(claim.title(), claim));
        List<Pair> pairs = new ArrayList<>();
        for (Section section : study.report(first).sections()) {
            section.claims().stream().filter(claim -> others.containsKey(claim.title()))
                    .forEach(claim -> pairs.add(new Pair(section.title(), claim, others.get(claim.title()))));
        }
        return new VerdictComparison(pairs);
    }

    /** The findings; the others are identities. */
    public List<Pair> findings() {
        return claims.stream().filter(pair -> pair.first().isFinding()).toList();
    }
}
