package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects verdicts for the number of findings: with many intervals some miss the truth. Of a family of m findings with intervals the
 * p-value of rank i counts m - i + 1 times, and at least as much as the one before (Holm 1979). Then the chance that any verdict of
 * the family is wrong is at most 5 %, whatever their dependence. Findings without sampling error and identities are not counted.
 */
final class Holm {
    private static final double LEVEL = 0.05;

    private Holm() {}

    /** The claims of a family, in their order; a finding whose corrected p-value is above 0.05 is undecided. */
    static List<Claim> correct(List<Claim> family) {
        List<Claim> corrected = new ArrayList<>(family);
        List<Integer> counted = IntStream.range(0, family.size()).boxed()
                .filter(i -> family.get(i).isFinding() && !Double.isNaN(family.get(i).p()))
                .sorted(Comparator.comparingDouble(i -> family.get(i).p())).toList();
        double before = 0;
        for (int rank = 0; rank < counted.size(); rank++) {
            Claim claim = family.get(counted.get(rank));
            before = Math.max(before, Math.min(1, claim.p() * (counted.size() - rank)));
            corrected.set(counted.get(rank), claim.corrected(before, before > LEVEL ? Verdict.UNDECIDED : claim.verdict()));
        }
        return List.copyOf(corrected);
    }
}
