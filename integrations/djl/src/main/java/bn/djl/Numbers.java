package bn.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import bn.api.BnException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Parameters and their gradients as float64. Whoever calls opens an NDScope, which frees the arrays that are made here. */
final class Numbers {

    private Numbers() {}

    /** A parameter of a block, by the name that DJL gives it. */
    static Parameter parameter(Block block, String name) {
        return block.getDirectParameters().get(name);
    }

    static double[] values(Parameter parameter) {
        return values(parameter.getArray());
    }

    /** @throws BnException if there was no backward pass */
    static double[] gradient(Parameter parameter) {
        return values(gradientArray(parameter));
    }

    /** Sums of squares over all axes but the first. */
    static double[] squaredNorms(Parameter weights) {
        NDArray array = weights.getArray();
        return values(array.square().sum(IntStream.range(1, array.getShape().dimension()).toArray()));
    }

    /** A copy of the weights of each output as a row of length 1; NaN where all are 0. The caller closes it. */
    static NDArray directions(Parameter weights) {
        NDArray directions = normalizedRows(weights);
        NDScope.unregister(directions);
        return directions;
    }

    /** Root mean square over the outputs of the angles, in radians, from earlier directions to those of now. */
    static double angleFrom(NDArray earlier, Parameter weights) {
        // By the chord: the cosine of a small angle has lost it to rounding.
        double[] chords = values(normalizedRows(weights).sub(earlier).square().sum(new int[] {1}));
        return Math.sqrt(DoubleStream.of(chords).filter(each -> !Double.isNaN(each))
                .map(each -> Math.pow(2 * Math.asin(Math.min(1, Math.sqrt(each) / 2)), 2)).average().orElse(Double.NaN));
    }

    private static NDArray normalizedRows(Parameter weights) {
        NDArray array = weights.getArray();
        NDArray rows = array.reshape(array.getShape().get(0), -1);
        return rows.div(rows.square().sum(new int[] {1}, true).sqrt());
    }

    /** &lt;W, dL/dW&gt;. */
    static double product(Parameter weights) {
        return weights.getArray().mul(gradientArray(weights)).toType(DataType.FLOAT64, false).sum().getDouble();
    }

    private static NDArray gradientArray(Parameter parameter) {
        NDArray gradient = parameter.getArray().getGradient();
        if (gradient == null) {
            throw new BnException("the parameter " + parameter.getName() + " has no gradient; notify the listeners after the "
                    + "backward pass and before Trainer.step()");
        }
        return gradient;
    }

    private static double[] values(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }
}
