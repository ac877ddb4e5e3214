package bn.experiments.model;

import bn.api.BnException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of nodes, checked against what a network can have.
 *
 * @param file where they are from, for messages
 */
record NodeParameters(Path file) {

    /**
     * A copy of the values of a parameter.
     *
     * @param shape that it has to have
     * @return empty if the node does not have it
     * @throws BnException if it has another shape, a value is not finite, or a variance is negative
     */
    Optional<double[]> values(ModelNode node, String role, List<Integer> shape) {
        return node.parameter(role).map(array -> {
            requireShape(node, role, shape);
            double[] values = array.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new BnException(file + ": number " + (i + 1) + " of the " + words(role) + " of " + node.spec().name()
                            + " is " + values[i] + "; the network has diverged or the file is damaged");
                }
                if (role.equals(ModelNode.VARIANCE) && values[i] < 0) {
                    throw new BnException(file + ": the running variance of channel " + (i + 1) + " of " + node.spec().name()
                            + " is " + values[i] + ", and a variance is never negative");
                }
            }
            return values;
        });
    }

    /** The same of a parameter without which a node cannot be computed. */
    double[] required(ModelNode node, String role, List<Integer> shape) {
        return values(node, role, shape).orElseThrow(() -> missing(node, role));
    }

    /** The error of a node that cannot be computed. */
    BnException missing(ModelNode node, String role) {
        return new BnException(
                file + ": " + node.spec().name() + " has no " + words(role) + ", so its outputs cannot be computed");
    }

    /** Checks the shape of a parameter, if the node has it. */
    void requireShape(ModelNode node, String role, List<Integer> shape) {
        node.parameter(role).filter(array -> !array.shape().equals(shape)).ifPresent(array -> {
            throw new BnException(file + ": the " + words(role) + " of " + node.spec().name() + " have the shape " + array.shape()
                    + ", not " + shape);
        });
    }

    private static String words(String role) {
        return role.equals(ModelNode.MEAN) || role.equals(ModelNode.VARIANCE) ? "running " + role : role;
    }
}
