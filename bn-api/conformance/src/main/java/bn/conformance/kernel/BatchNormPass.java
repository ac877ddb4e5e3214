package bn.conformance.kernel;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.conformance.check.Trial;

/** A batch on a backend: its tensors, and the calls of the kernel on them. */
final class BatchNormPass {
    final Tensor x;
    final Tensor y;
    final Tensor dx;
    final AffineParameters affine;
    final AffineParameters gradient;
    final ChannelStatistics batch;

    private final Trial trial;
    private final BatchNormData data;

    BatchNormPass(Trial trial, BatchNormData data) {
        this.trial = trial;
        this.data = data;
        x = trial.tensor(data.shape(), data.x());
        y = trial.blank(data.shape());
        dx = trial.blank(data.shape());
        affine = new AffineParameters(trial.tensor(data.perChannel(), data.gamma()), trial.tensor(data.perChannel(),
                data.beta()));
        gradient = new AffineParameters(trial.blank(data.perChannel()), trial.blank(data.perChannel()));
        batch = new ChannelStatistics(trial.blank(data.perChannel()), trial.blank(data.perChannel()));
    }

    /** Normalizes the batch; the outputs. */
    double[] forward() {
        trial.backend().batchNorm().forward(x, affine, data.eps(), data.activation(), batch, y);
        return y.toDoubles();
    }

    /** Propagates slopes back; the gradient by the inputs. */
    double[] backward(double[] slopes) {
        backward(y, trial.tensor(data.shape(), slopes), dx);
        return dx.toDoubles();
    }

    /** Propagates slopes back, to where they were. Outputs are read only behind an activation: without, any tensor will do. */
    double[] backwardInPlace(double[] slopes) {
        Tensor dy = trial.tensor(data.shape(), slopes);
        backward(data.activation() == Activation.IDENTITY ? dy : y, dy, dy);
        return dy.toDoubles();
    }

    private void backward(Tensor outputs, Tensor dy, Tensor result) {
        trial.backend().batchNorm().backward(x, outputs, dy, affine, data.eps(), data.activation(), batch, result, gradient);
    }
}
