package bn.experiments.model;

import bn.api.BnException;
import bn.api.DType;
import java.util.List;

/** A parameter of a node as it is written to a file. Its values stay where they are until they are asked for. */
public final class ExportedArray {
    private final ModelNode node;
    private final String suffix;
    private final String role;
    private final List<Integer> shape;
    private final DType dtype;
    private final NodeParameters parameters;

    ExportedArray(ModelNode node, String suffix, String role, List<Integer> shape, DType dtype, NodeParameters parameters) {
        this.node = node;
        this.suffix = suffix;
        this.role = role;
        this.shape = shape;
        this.dtype = dtype;
        this.parameters = parameters;
    }

    /** Its name in PyTorch, such as {@code bn1.running_mean}. */
    public String name() {
        return node.spec().name() + "." + suffix;
    }

    /** What it is, such as {@link ModelNode#GAMMA}. */
    public String role() {
        return role;
    }

    /** Its sizes, row-major. */
    public List<Integer> shape() {
        return shape;
    }

    /** Checks that it is there in its shape; its values are not read. */
    void check() {
        if (node.parameter(role).isEmpty()) {
            throw parameters.missing(node, role);
        }
        parameters.requireShape(node, role, shape);
    }

    /**
     * Reads the values, rounded to the network's dtype.
     *
     * @throws BnException if they cannot be read, one is not finite or does not fit the dtype, or a variance is negative
     */
    public double[] values() {
        double[] values = parameters.required(node, role, shape);
        for (int i = 0; dtype == DType.FLOAT32 && i < values.length; i++) {
            double rounded = (float) values[i];
            if (Double.isInfinite(rounded)) {
                throw new BnException("number " + (i + 1) + " of " + name() + ", " + values[i] + ", does not fit float32");
            }
            values[i] = rounded;
        }
        return values;
    }
}
