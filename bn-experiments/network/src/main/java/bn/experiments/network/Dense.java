package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.DenseKernel;
import java.util.function.DoubleSupplier;

/** A fully connected layer: weights O x I, inputs N x I, outputs N x O. */
public final class Dense extends Linear {
    private final DenseKernel kernel;

    Dense(Backend backend, DType dtype, Shape weights, boolean biased, DoubleSupplier initial) {
        super(backend, dtype, weights, biased, initial);
        kernel = backend.dense();
    }

    @Override
    void forward(Tensor x, Tensor addend, Tensor z) {
        kernel.forward(x, weights().value(), addend, z);
    }

    @Override
    public void backwardInput(Tensor dz, Tensor dx) {
        kernel.backwardInput(dz, weights().value(), dx);
    }

    @Override
    void backwardParameters(Tensor x, Tensor dz, Tensor dWeights, Tensor dBias) {
        kernel.backwardParameters(x, dz, dWeights, dBias);
    }
}
