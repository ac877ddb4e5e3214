package bn.experiments.rate;

import java.util.Map;

/**
 * Where a measurement keeps what it has computed after each level of layers, so that after a break it goes on from there. The
 * store decides whether what was kept belongs to the measurement.
 */
public interface MeasurementStore {

    /** Keeps nothing. */
    MeasurementStore NONE = new MeasurementStore() {
        @Override
        public Map<String, double[]> kept() {
            return Map.of();
        }

        @Override
        public void keep(Map<String, double[]> arrays) {
            // The measurement has them.
        }
    };

    /** The arrays that were kept last, by name; none if a measurement begins. */
    Map<String, double[]> kept();

    /**
     * Keeps all arrays so far, in place of those before.
     *
     * @param arrays by name; their numbers do not change any more, but arrays are added
     */
    void keep(Map<String, double[]> arrays);
}
