package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.ElementwiseKernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each node the buffer of its gradient. The gradient of a node is needed from the backward pass of the last node that reads
 * it to its own; buffers of the same shape take the place of those that are no longer needed.
 */
final class GradientPlan {
    private final Backend backend;
    private final DType dtype;
    private final List<Node> nodes;
    private final List<Tensor> allocated = new ArrayList<>();
    private final Map<Shape, Deque<Tensor>> free = new HashMap<>();
    /** The storage of each node's gradient, as far as it is planned. */
    private final Tensor[] storage;
    private final Tensor[] scratch;

    private GradientPlan(Backend backend, DType dtype, List<Node> nodes) {
        this.backend = backend;
        this.dtype = dtype;
        this.nodes = nodes;
        storage = new Tensor[nodes.size()];
        scratch = new Tensor[nodes.size()];
    }

    /** Gives all nodes their buffers, and returns the tensors to close in the end. */
    static List<Tensor> apply(Backend backend, DType dtype, List<Node> nodes) {
        GradientPlan plan = new GradientPlan(backend, dtype, nodes);
        plan.storage[nodes.size() - 1] = plan.take(nodes.get(nodes.size() - 1).shape());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            plan.visit(i);
        }
        return plan.allocated;
    }

    private Tensor take(Shape shape) {
        Deque<Tensor> ready = free.computeIfAbsent(shape, each -> new ArrayDeque<>());
        if (!ready.isEmpty()) {
            return ready.pop();
        }
        Tensor tensor = backend.allocate(dtype, shape);
        allocated.add(tensor);
        return tensor;
    }

    /** Plans the backward pass of a node: where it writes, and what is free afterwards. */
    private void visit(int i) {
        Node node = nodes.get(i);
        if (storage[i] == null) {
            // Nothing reads it, so its gradient stays 0.
            storage[i] = take(node.shape());
        }
        Tensor separate = null;
        if (node instanceof Layer layer && layer.changesGradient() && isNeededBelow(i)) {
            separate = take(node.shape());
            layer.setSeparateGradient(separate);
        }
        for (int source : node.sources()) {
            if (source < 0) {
                continue;
            }
            Shape shape = nodes.get(source).shape();
            if (storage[source] != null) {
                if (scratch[source] == null) {
                    scratch[source] = take(shape);
                }
            } else if (node instanceof Sum && isShareable(i, source)) {
                storage[source] = storage[i];
            } else {
                storage[source] = take(shape);
            }
        }
        ElementwiseKernel sums = scratch[i] == null ? null : OptionalKernel.require(backend, ElementwiseKernel.class);
        node.setGradientBuffer(new GradientBuffer(storage[i], scratch[i], sums));
        if (scratch[i] != null) {
            release(scratch[i]);
        }
        if (separate != null) {
            release(separate);
        }
        if (!isNeededBelow(i)) {
            release(storage[i]);
        }
    }

    private void release(Tensor tensor) {
        free.get(tensor.shape()).push(tensor);
    }

    /** Whether a node whose backward pass comes later has the same storage. */
    private boolean isNeededBelow(int i) {
        for (int j = 0; j < i; j++) {
            if (storage[j] == storage[i]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a term of a sum can have the storage of the sum's gradient. The other term may have it as well, so nothing may be
     * written to it before the backward pass of the later term: no node between the terms and the sum may read a term. Where the
     * later term is a sum, which writes to its gradient, it has the storage alone.
     */
    private boolean isShareable(int sum, int source) {
        List<Integer> terms = nodes.get(sum).sources();
        int later = Math.max(terms.get(0), terms.get(1));
        if (terms.get(0).equals(terms.get(1)) || nodes.get(later) instanceof Sum && source != later) {
            return false;
        }
        for (int j = later + 1; j < sum; j++) {
            if (nodes.get(j).sources().contains(source)) {
                return false;
            }
        }
        return true;
    }
}
