package bn.experiments.rate;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.DType;

/**
 * Rejects numbers of a layer's units that are not finite or out of the range of its dtype: results from them would mean nothing.
 */
final class FiniteCheck {
    private FiniteCheck() {}

    /**
     * Checks one number of each unit.
     *
     * @param what they are, for the message
     * @param layer what the layer is called
     * @throws BnException if one is NaN or infinite
     */
    static void check(String what, String layer, double[] values, DType dtype) {
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw refused(what, layer, k, values[k] + " in " + dtype.label(), dtype);
            }
        }
    }

    /**
     * Checks variance + eps, by whose square root the units are divided. In the network's dtype it must be finite, and a normal
     * number unless it is 0, as for a constant unit.
     *
     * @throws BnException if one is not
     */
    static void checkVariance(String layer, double[] variance, double eps, DType dtype) {
        check("the variance", layer, variance, dtype);
        for (int k = 0; k < variance.length; k++) {
            double sum = variance[k] + eps;
            if (dtype == DType.FLOAT32 && (sum > Float.MAX_VALUE || sum > 0 && sum < Float.MIN_NORMAL)) {
                throw refused("the variance", layer, k, variance[k] + ", out of the range of " + dtype.label(), dtype);
            }
        }
    }

    private static BnException refused(String what, String layer, int unit, String value, DType dtype) {
        String message = what + " of unit " + (unit + 1) + " of layer " + layer + " is " + value + " in " + dtype.label()
                + ", so the network has no rates; look for extreme inputs or weights: standardize the features, lower the learning rate";
        return dtype == DType.FLOAT32 ? new BnException(message + ", or train in float64", ApiRemedy.FLOAT64)
                : new BnException(message);
    }
}
