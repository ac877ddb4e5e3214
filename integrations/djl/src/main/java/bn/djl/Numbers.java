package bn.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import bn.api.BnException;
import bn.monitor.Turning;
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

    /** |w| of each output: norms over all axes but the first. */
    static double[] lengths(NDArray weights) {
        return values(weights.norm(IntStream.range(1, weights.getShape().dimension()).toArray()));
    }

    /** A copy of the weights, which the caller closes. */
    static NDArray copy(Parameter weights) {
        NDArray copy = weights.getArray().duplicate();
        NDScope.unregister(copy);
        return copy;
    }

    /**
     * Root mean square over the outputs of the angles, in radians, to the weights of now.
     *
     * @param earlier a copy of the weights, which is overwritten
     * @param squaredNorm |w|^2 of each output of that copy
     */
    static double angleFrom(NDArray earlier, double[] squaredNorm, Parameter weights) {
        return Turning.angle(squaredNorm, lengths(weights.getArray()), lengths(earlier.subi(weights.getArray())));
    }

    /** &lt;W, dL/dW&gt;. */
    static double product(Parameter weights) {
        return values(weights.getArray().flatten().dot(gradientArray(weights).flatten()))[0];
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
