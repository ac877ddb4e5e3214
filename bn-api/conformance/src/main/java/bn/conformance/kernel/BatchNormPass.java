package bn.conformance.kernel;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.conformance.check.Fixture;

/** The tensors of a batch on a backend, and the kernel calls on them. */
final class BatchNormPass {
    final Tensor x;
    final Tensor y;
    final Tensor dx;
    final AffineParameters affine;
    final AffineParameters gradient;
    final ChannelStatistics batch;

    private final Fixture fixture;
    private final BatchNormData data;

    BatchNormPass(Fixture fixture, BatchNormData data) {
        this.fixture = fixture;
        this.data = data;
        x = fixture.tensor(data.shape(), data.x());
        y = fixture.blank(data.shape());
        dx = fixture.blank(data.shape());
        affine = new AffineParameters(fixture.tensor(data.perChannel(), data.gamma()), fixture.tensor(data.perChannel(),
                data.beta()));
        gradient = new AffineParameters(fixture.blank(data.perChannel()), fixture.blank(data.perChannel()));
        batch = new ChannelStatistics(fixture.blank(data.perChannel()), fixture.blank(data.perChannel()));
    }

    /** Normalizes the batch and returns the outputs. */
    double[] forward() {
        fixture.backend().batchNorm().forward(x, affine, data.eps(), data.activation(), batch, y);
        return y.toDoubles();
    }

    /** The backward pass; returns the gradient with respect to the inputs. */
    double[] backward(double[] outputGradients) {
        backward(y, fixture.tensor(data.shape(), outputGradients), dx);
        return dx.toDoubles();
    }

    /** The backward pass with dx = dy. Outputs are read only if there is an activation: otherwise any tensor may be passed. */
    double[] backwardInPlace(double[] outputGradients) {
        Tensor dy = fixture.tensor(data.shape(), outputGradients);
        backward(data.activation().equals(Activation.IDENTITY) ? dy : y, dy, dy);
        return dy.toDoubles();
    }

    private void backward(Tensor outputs, Tensor dy, Tensor result) {
        fixture.backend().batchNorm().backward(x, outputs, dy, affine, data.eps(), data.activation(), batch, result, gradient);
    }
}
