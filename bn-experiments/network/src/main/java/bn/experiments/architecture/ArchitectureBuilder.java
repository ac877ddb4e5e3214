package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the nodes of an architecture. Every method adds a node and returns its number. */
public final class ArchitectureBuilder {
    private final List<NodeSpec> nodes = new ArrayList<>();

    /** No node yet. */
    public ArchitectureBuilder() {}

    /** A node. */
    public int add(String name, Operation operation, Integer... sources) {
        nodes.add(new NodeSpec(name, operation, List.of(sources)));
        return nodes.size() - 1;
    }

    /** A normalized convolution. */
    public int convolution(String name, int source, Convolution geometry, int channels, Activation activation) {
        LinearSpec linear = new LinearSpec.Convolutional(geometry, channels);
        return add(name, new Operation.Layer(Optional.of(linear), true, activation), source);
    }

    /** A normalization and an activation without a linear map before them. */
    public int normalization(String name, int source, Activation activation) {
        return add(name, new Operation.Layer(Optional.empty(), true, activation), source);
    }

    /** A linear map alone. */
    public int linear(String name, int source, LinearSpec linear) {
        return add(name, new Operation.Layer(Optional.of(linear), false, Activation.IDENTITY), source);
    }

    /** A normalized fully connected layer. */
    public int dense(String name, int source, int units, Activation activation) {
        return add(name, new Operation.Layer(Optional.of(new LinearSpec.Dense(units)), true, activation), source);
    }

    /** A sum of two nodes. */
    public int sum(String name, int first, int second, Activation activation) {
        return add(name, new Operation.Add(activation), first, second);
    }

    /** Pooling by square windows. */
    public int pool(String name, int source, Pooling pooling, int size, int stride) {
        return add(name, new Operation.Pool(pooling, Window.square(size, stride, 0)), source);
    }

    /** What has been added so far; its text is the list of the nodes. */
    public Architecture build(Shape input) {
        return new Architecture(input, nodes);
    }

    /** What has been added so far. */
    public Architecture build(String text, Shape input) {
        return new Architecture(text, input, nodes);
    }
}
