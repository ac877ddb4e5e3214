package bn.experiments.bench;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;

/**
 * Batch norm in training, forward then backward. Its compulsory traffic is five passes over the elements: forward reads x
 * and writes y, backward reads x and dy and writes dx. A kernel that reads x twice, or y for the ReLU, moves more.
 *
 * @param shape N x C or N x C x E
 * @param activation the activation that follows
 */
record BatchNormWorkload(Shape shape, Activation activation) implements Workload {
    private static final int PASSES = 5;
    private static final double EPS = 1e-5;
    private static final double GAP = 0.01;

    BatchNormWorkload {
        if (shape.elements() / shape.size(1) < 2) {
            throw new InvalidRequestException("batch norm needs at least 2 values a channel, the shape " + shape + " has 1");
        }
    }

    @Override
    public String name() {
        return activation.equals(Activation.RELU) ? "batch norm + ReLU" : "batch norm";
    }

    @Override
    public String size() {
        return shape.toString();
    }

    @Override
    public double elements() {
        return 4.0 * shape.elements();
    }

    @Override
    public Work work(DType dtype) {
        return Work.bytes((double) PASSES * shape.elements() * dtype.bytes());
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        BatchNormKernel kernel = operands.backend().batchNorm();
        Shape channels = Shape.of(shape.size(1));
        Tensor x = operands.filled(shape, inputs(operands.normals(Math.toIntExact(shape.elements()))));
        Tensor dy = operands.normal(shape);
        // With beta 0 the kink of the ReLU is at the mean of the inputs, and no input is near the mean.
        Tensor beta = activation.equals(Activation.RELU) ? operands.zeros(channels) : operands.normal(channels);
        AffineParameters affine = new AffineParameters(operands.normal(channels), beta);
        AffineParameters gradient = new AffineParameters(operands.zeros(channels), operands.zeros(channels));
        ChannelStatistics batch = new ChannelStatistics(operands.zeros(channels), operands.zeros(channels));
        Tensor y = operands.zeros(shape);
        Tensor dx = operands.zeros(shape);
        return PreparedWorkload.of(() -> {
            kernel.forward(x, affine, EPS, activation, batch, y);
            kernel.backward(x, y, dy, affine, EPS, activation, batch, dx, gradient);
        }, y, dx, gradient.gamma(), gradient.beta(), batch.mean(), batch.variance());
    }

    /**
     * Moves the values of each channel away from their mean by GAP, and the mean to about 1. The moves partly cancel, so the new
     * mean stays inside the gap. Rounding is far smaller than the gap and never decides whether the ReLU passes a value. So the
     * results of two correct kernels differ by rounding alone.
     */
    double[] inputs(double[] values) {
        int channels = shape.size(1);
        int spatialSize = Math.toIntExact(shape.rowElements() / channels);
        double[] sums = new double[channels];
        for (int i = 0; i < values.length; i++) {
            sums[i / spatialSize % channels] += values[i];
        }
        double count = (double) values.length / channels;
        for (int i = 0; i < values.length; i++) {
            double mean = sums[i / spatialSize % channels] / count;
            values[i] += 1 + Math.copySign(GAP, values[i] - mean);
        }
        return values;
    }
}
