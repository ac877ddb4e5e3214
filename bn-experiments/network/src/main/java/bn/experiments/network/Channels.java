package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.experiments.architecture.NodeSpec;
import java.util.List;

/** The channels of all inputs, one after the other, after a number of channels of zeros; what they do not fill is 0 as well. */
final class Channels extends BufferedNode {
    private final int first;
    private final CopyKernel kernel;

    /**
     * A node.
     *
     * @param first number of channels of zeros before the inputs
     */
    Channels(Backend backend, DType dtype, NodeSpec spec, Shape shape, int first) {
        super(backend, dtype, spec, shape);
        this.first = first;
        kernel = OptionalKernel.require(backend, CopyKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        int at = first;
        for (Tensor x : inputs) {
            int channels = x.shape().size(1);
            kernel.copyChannels(x, 0, channels, outputs(x.shape().size(0)), at);
            at += channels;
        }
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int at = first;
        for (int i = 0; i < inputs.size(); i++) {
            int n = inputs.get(i).shape().size(0);
            int channels = inputs.get(i).shape().size(1);
            int from = at;
            if (targets.get(i) != null) {
                targets.get(i).receive(n, dx -> kernel.copyChannels(gradient(n), from, channels, dx, 0));
            }
            at += channels;
        }
    }
}
