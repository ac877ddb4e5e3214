package bn.experiments.report.svg;

import java.util.Arrays;

/** Places for things of one height that would overlap where they belong. */
final class Spread {

    private Spread() {
    }

    /**
     * The places nearest to the wanted ones, by squares, that are a distance apart and within bounds.
     *
     * @param wanted in rising order
     * @param low    the least place; if the bounds are too narrow, the last places are beyond them
     */
    static double[] of(double[] wanted, double distance, double low, double high) {
        // Less the room that those before it take, each place only has to be no less than the one before: pools of equals.
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
