package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.ElementwiseKernel;
import bn.experiments.architecture.NodeSpec;
import java.util.List;

/** The product of the outputs of two nodes, or of images with a factor for each of their channels. */
final class Product extends BufferedNode {
    private final ElementwiseKernel products;

    Product(Backend backend, DType dtype, NodeSpec spec, Shape shape) {
        super(backend, dtype, spec, shape);
        products = OptionalKernel.require(backend, ElementwiseKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        multiply(inputs.get(0), inputs.get(1), outputs(inputs.get(0).shape().size(0)));
    }

    private void multiply(Tensor a, Tensor b, Tensor y) {
        if (a.shape().equals(b.shape())) {
            products.multiply(a, b, y);
        } else {
            products.scaleChannels(a, b, y);
        }
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        int n = a.shape().size(0);
        Tensor dy = gradient(n);
        if (targets.get(0) != null) {
            targets.get(0).receive(n, da -> multiply(dy, b, da));
        }
        if (targets.get(1) != null) {
            targets.get(1).receive(n, db -> {
                if (a.shape().equals(b.shape())) {
                    products.multiply(dy, a, db);
                } else {
                    products.scaleChannelsBackward(a, dy, db);
                }
            });
        }
    }
}
