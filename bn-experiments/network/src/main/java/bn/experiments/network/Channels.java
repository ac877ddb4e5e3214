package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.experiments.architecture.ChannelCopy;
import bn.experiments.architecture.NodeSpec;
import java.util.List;

/** Copies of channels of its inputs; what none of them writes is 0. */
final class Channels extends BufferedNode {
    private final List<ChannelCopy> copies;
    private final CopyKernel kernel;

    Channels(Backend backend, DType dtype, NodeSpec spec, Shape shape, List<ChannelCopy> copies) {
        super(backend, dtype, spec, shape);
        this.copies = copies;
        kernel = OptionalKernel.require(backend, CopyKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        Tensor y = outputs(inputs.get(0).shape().size(0));
        copies.forEach(copy -> kernel.copyChannels(inputs.get(copy.input()), copy.from(), copy.count(), y, copy.to()));
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        for (int i = 0; i < inputs.size(); i++) {
            int input = i;
            if (targets.get(i) != null) {
                targets.get(i).receive(n, dx -> backward(input, gradient(n), dx));
            }
        }
    }

    private void backward(int input, Tensor dy, Tensor dx) {
        List<ChannelCopy> own = copies.stream().filter(copy -> copy.input() == input).toList();
        // No channel of an input is copied twice.
        if (own.stream().mapToInt(ChannelCopy::count).sum() < dx.shape().size(1)) {
            kernel.fill(0, dx);
        }
        own.forEach(copy -> kernel.copyChannels(dy, copy.to(), copy.count(), dx, copy.from()));
    }
}
