package bn.experiments.network;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.norm.Parameter;
import bn.experiments.architecture.NodeSpec;
import java.util.List;

/** A node of a network with its buffers for one batch. Smaller batches than the largest use the first rows of the buffers. */
public abstract sealed class Node implements AutoCloseable permits Layer, BufferedNode {
    private final NodeSpec spec;
    private final Shape shape;
    private GradientBuffer gradient;

    /** A node whose outputs have this shape, for the largest batch. */
    Node(NodeSpec spec, Shape shape) {
        this.spec = spec;
        this.shape = shape;
    }

    /** Its name, unique in the network. */
    public String name() {
        return spec.name();
    }

    /** The numbers of the nodes that it reads; below 0 for the network's input. */
    public List<Integer> sources() {
        return spec.sources();
    }

    /** The shape of the outputs of the largest batch. */
    Shape shape() {
        return shape;
    }

    /** All parameters that training changes. */
    public List<Parameter> parameters() {
        return List.of();
    }

    /** The outputs in the last pass over a batch of n examples, n x ... */
    public abstract Tensor outputs(int n);

    /** The gradient of the loss with respect to the outputs, in a backward pass over a batch of n examples. */
    public Tensor gradient(int n) {
        return gradient.rows(n);
    }

    GradientBuffer gradientBuffer() {
        return gradient;
    }

    void setGradientBuffer(GradientBuffer buffer) {
        gradient = buffer;
    }

    /** Computes the outputs. */
    abstract void forward(List<Tensor> inputs, boolean training);

    /**
     * Contributes to the gradients with respect to its inputs, from that with respect to its outputs, and computes those with
     * respect to its parameters.
     *
     * @param inputs of the forward pass
     * @param targets where the gradients with respect to them are summed; null for the network's input
     */
    abstract void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook);

    @Override
    public abstract void close();
}
