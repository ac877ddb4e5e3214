package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.experiments.architecture.NodeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Dropout (Srivastava et al. 2014). In training each number is multiplied by 0 or by 1 / (1 - p), which are drawn on the host, so
 * that they are the same on all backends.
 */
final class Dropout extends BufferedNode {
    private final double probability;
    private final ElementwiseKernel products;
    private final CopyKernel copies;
    private final Tensor mask;
    private final double[] factors;
    /** Whether the last pass multiplied by the mask. */
    private boolean masked;
    private RandomGenerator random = new SplittableRandom(0);

    Dropout(Backend backend, DType dtype, NodeSpec spec, Shape shape, double probability) {
        super(backend, dtype, spec, shape);
        this.probability = probability;
        products = OptionalKernel.require(backend, ElementwiseKernel.class);
        copies = OptionalKernel.require(backend, CopyKernel.class);
        mask = backend.allocate(dtype, shape);
        factors = new double[Math.toIntExact(shape.elements())];
    }

    /** Sets where the numbers of the following training passes come from. */
    void setRandom(RandomGenerator generator) {
        random = generator;
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        Tensor x = inputs.get(0);
        int n = x.shape().size(0);
        masked = training && probability > 0;
        if (!masked) {
            copies.reshape(x, outputs(n));
            return;
        }
        int drawn = Math.toIntExact(x.shape().elements());
        double kept = 1 / (1 - probability);
        Arrays.fill(factors, 0);
        for (int i = 0; i < drawn; i++) {
            factors[i] = random.nextDouble() < probability ? 0 : kept;
        }
        mask.rows(0, n).upload(factors, 0);
        products.multiply(x, mask.rows(0, n), outputs(n));
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        if (targets.get(0) != null) {
            targets.get(0).receive(n, dx -> {
                if (masked) {
                    products.multiply(gradient(n), mask.rows(0, n), dx);
                } else {
                    copies.reshape(gradient(n), dx);
                }
            });
        }
    }

    @Override
    public void close() {
        super.close();
        mask.close();
    }
}
