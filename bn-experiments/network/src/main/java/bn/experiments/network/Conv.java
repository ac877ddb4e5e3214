package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import java.util.function.DoubleSupplier;

/** A convolution: weights O x C/groups x KH x KW, inputs N x C x H x W, outputs N x O x H' x W'. */
public final class Conv extends Linear {
    private final ConvolutionKernel kernel;
    private final Convolution geometry;

    Conv(Backend backend, DType dtype, Convolution geometry, Shape weights, boolean biased, DoubleSupplier initial) {
        super(backend, dtype, weights, biased, initial);
        kernel = OptionalKernel.require(backend, ConvolutionKernel.class);
        this.geometry = geometry;
    }

    /** Window and groups. */
    public Convolution geometry() {
        return geometry;
    }

    @Override
    void forward(Tensor x, Tensor addend, Tensor z) {
        kernel.forward(geometry, x, weights().value(), addend, z);
    }

    @Override
    public void backwardInput(Tensor dz, Tensor dx) {
        kernel.backwardInput(geometry, dz, weights().value(), dx);
    }

    @Override
    void backwardParameters(Tensor x, Tensor dz, Tensor dWeights, Tensor dBias) {
        kernel.backwardParameters(geometry, x, dz, dWeights, dBias);
    }
}
