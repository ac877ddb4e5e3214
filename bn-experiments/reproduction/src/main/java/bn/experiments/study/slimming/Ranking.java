package bn.experiments.study.slimming;

import java.util.Arrays;

/** How well scores foretell which channels die: those of the lowest scores. */
final class Ranking {

    private Ranking() {}

    /**
     * The area under the ROC curve: the fraction of pairs of a dead and a living channel in which the dead one has the lower score;
     * equal scores count half.
     *
     * @param dead channels that died
     * @param alive channels that live
     * @return NaN if there is no pair
     */
    static double area(double[] scores, int[] dead, int[] alive) {
        return Arrays.stream(dead).mapToDouble(d -> Arrays.stream(alive)
                .mapToDouble(a -> scores[d] < scores[a] ? 1 : scores[d] == scores[a] ? 0.5 : 0).sum()).sum()
                / ((double) dead.length * alive.length);
    }
}
