package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import java.util.function.Function;

/** Batch normalization with checked arguments. */
final class CheckedBatchNorm implements BatchNormKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedBatchNorm(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "batch norm forward");
        Shape shape = inputs(arguments, x, affine, eps, activation);
        Shape channels = Shape.of(shape.size(1));
        arguments.write("batch mean", batch.mean(), channels).write("batch variance", batch.variance(), channels)
                .write("y", y, shape);
        typed.apply(arguments.dtype()).batchNorm().forward(x, affine, eps, activation, batch, y);
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "batch norm inference");
        Shape shape = inputs(arguments, x, affine, eps, activation);
        Shape channels = Shape.of(shape.size(1));
        arguments.read("mean", statistics.mean(), channels).read("variance", statistics.variance(), channels)
                .write("y", y, shape, x);
        typed.apply(arguments.dtype()).batchNorm().infer(x, affine, eps, activation, statistics, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "batch norm backward");
        Shape shape = inputs(arguments, x, affine, eps, activation);
        Shape channels = Shape.of(shape.size(1));
        if (activation.equals(Activation.RELU)) {
            arguments.read("y", y, shape);
        }
        arguments.read("dy", dy, shape)
                .read("batch mean", batch.mean(), channels).read("batch variance", batch.variance(), channels)
                .write("dx", dx, shape, dy)
                .write("gradient of gamma", gradient.gamma(), channels).write("gradient of beta", gradient.beta(), channels);
        typed.apply(arguments.dtype()).batchNorm().backward(x, y, dy, affine, eps, activation, batch, dx, gradient);
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "batch norm running statistics");
        Shape channels = arguments.read("batch mean", batch.mean(), 1, 1, "C");
        arguments.read("batch variance", batch.variance(), channels)
                .write("running mean", running.mean(), channels).write("running variance", running.variance(), channels);
        if (!(weight >= 0 && weight <= 1)) {
            throw arguments.wrong("weight", "is " + weight + ", expected 0 to 1");
        }
        typed.apply(arguments.dtype()).batchNorm().updateRunningStatistics(running, batch, weight, estimator, count);
    }

    private static Shape inputs(ArgumentChecker arguments, Tensor x, AffineParameters affine, double eps,
            Activation activation) {
        Shape shape = arguments.read("x", x, 2, 4, "N x C, N x C x E or N x C x H x W");
        if (!activation.isFused()) {
            throw arguments.wrong("activation", "is " + activation + ", expected one of " + Activation.fused());
        }
        Shape channels = Shape.of(shape.size(1));
        arguments.read("gamma", affine.gamma(), channels).read("beta", affine.beta(), channels);
        if (!(eps >= 0) || Double.isInfinite(eps)) {
            throw arguments.wrong("eps", "is " + eps + ", expected a number of at least 0");
        }
        return shape;
    }
}
