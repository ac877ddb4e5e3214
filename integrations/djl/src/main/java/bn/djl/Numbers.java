package bn.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import bn.api.BnException;
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
