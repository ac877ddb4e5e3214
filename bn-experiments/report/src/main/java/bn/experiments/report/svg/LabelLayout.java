package bn.experiments.report.svg;

import java.util.Arrays;

/** Moves labels of equal height so that they do not overlap. */
final class LabelLayout {

    private LabelLayout() {
    }

    /**
     * Moves labels by the least sum of squares so that neighbours keep a distance and all stay within bounds.
     *
     * @param wanted   the positions before, in ascending order
     * @param distance the least distance of neighbours
     * @param low      the lower bound
     * @param high     the upper bound; if there is not enough room, the last labels exceed it
     * @return the positions after, in the same order
     */
    static double[] of(double[] wanted, double distance, double low, double high) {
        // Subtracting i * distance turns the constraint into "not below the previous one", which is isotonic regression: the
        // pool-adjacent-violators algorithm merges neighbours that violate it into pools of equal value.
        double[] pools = new double[wanted.length];
        int[] sizes = new int[wanted.length];
        int last = -1;
        for (int i = 0; i < wanted.length; i++) {
            pools[++last] = wanted[i] - i * distance;
            sizes[last] = 1;
            while (last > 0 && pools[last] < pools[last - 1]) {
                int together = sizes[last - 1] + sizes[last];
                pools[last - 1] = (sizes[last - 1] * pools[last - 1] + sizes[last] * pools[last]) / together;
                sizes[--last] = together;
            }
        }
        double[] places = new double[wanted.length];
        int next = 0;
        double highest = high - (wanted.length - 1) * distance;
        for (int pool = 0; pool <= last; pool++) {
            Arrays.fill(places, next, next + sizes[pool], Math.max(low, Math.min(highest, pools[pool])));
            next += sizes[pool];
        }
        for (int i = 0; i < places.length; i++) {
            places[i] += i * distance;
        }
        return places;
    }
}
