package bn.conformance.reference;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;

/** Batch normalization, channel by channel, with the formulas of Ioffe and Szegedy (2015). */
final class ReferenceBatchNorm implements BatchNormKernel {

    /** The indices of the values of a channel in a tensor of N x C x E; images have the spatial size H W. */
    private record Channel(int rows, int channels, int spatialSize, int index) {

        static Channel of(Shape shape, int index) {
            return new Channel(shape.size(0), shape.size(1), (int) shape.rowElements() / shape.size(1), index);
        }

        int count() {
            return rows * spatialSize;
        }

        int at(int i) {
            return (i / spatialSize * channels + index) * spatialSize + i % spatialSize;
        }
    }

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        for (int c = 0; c < x.shape().size(1); c++) {
            Channel channel = Channel.of(x.shape(), c);
            int n = channel.count();
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < n; i++) {
                sum.add(in.get(channel.at(i)));
            }
            double mean = sum.value() / n;
            if (isConstant(in, channel)) {
                mean = in.get(channel.at(0));
            }
            CompensatedSum squares = new CompensatedSum();
            for (int i = 0; i < n; i++) {
                squares.add((in.get(channel.at(i)) - mean) * (in.get(channel.at(i)) - mean));
            }
            double variance = squares.value() / n;
            ((HeapTensor) batch.mean()).set(c, mean);
            ((HeapTensor) batch.variance()).set(c, variance);
            normalize(in, channel, mean, inverse(variance, eps), affine, activation, (HeapTensor) y);
        }
    }

    /** Whether all values are equal. The mean is then exactly this value, but sum / n might be rounded. */
    private static boolean isConstant(HeapTensor x, Channel channel) {
        for (int i = 0; i < channel.count(); i++) {
            if (x.get(channel.at(i)) != x.get(channel.at(0))) {
                return false;
            }
        }
        return true;
    }

    /** 1 / sqrt(variance + eps), 0 for a channel of zero variance and eps = 0. */
    private static double inverse(double variance, double eps) {
        return variance + eps == 0 ? 0 : 1 / Math.sqrt(variance + eps);
    }

    private static void normalize(HeapTensor x, Channel channel, double mean, double inverse, AffineParameters affine,
            Activation activation, HeapTensor y) {
        double gamma = ((HeapTensor) affine.gamma()).get(channel.index);
        double beta = ((HeapTensor) affine.beta()).get(channel.index);
        for (int i = 0; i < channel.count(); i++) {
            double xhat = (x.get(channel.at(i)) - mean) * inverse;
            y.set(channel.at(i), ReferenceActivation.apply(activation, gamma * xhat + beta));
        }
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        for (int c = 0; c < x.shape().size(1); c++) {
            double mean = ((HeapTensor) statistics.mean()).get(c);
            double inverse = inverse(((HeapTensor) statistics.variance()).get(c), eps);
            normalize((HeapTensor) x, Channel.of(x.shape(), c), mean, inverse, affine, activation, (HeapTensor) y);
        }
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        for (int c = 0; c < x.shape().size(1); c++) {
            Channel channel = Channel.of(x.shape(), c);
            int n = channel.count();
            double mean = ((HeapTensor) batch.mean()).get(c);
            double inverse = inverse(((HeapTensor) batch.variance()).get(c), eps);
            double[] xhat = new double[n];
            double[] g = new double[n];
            CompensatedSum dgamma = new CompensatedSum();
            CompensatedSum dbeta = new CompensatedSum();
            for (int i = 0; i < n; i++) {
                xhat[i] = (((HeapTensor) x).get(channel.at(i)) - mean) * inverse;
                double output = activation.equals(Activation.IDENTITY) ? 0 : ((HeapTensor) y).get(channel.at(i));
                g[i] = ReferenceActivation.chain(activation, output, ((HeapTensor) dy).get(channel.at(i)));
                dgamma.add(g[i] * xhat[i]);
                dbeta.add(g[i]);
            }
            double factor = ((HeapTensor) affine.gamma()).get(c) * inverse;
            for (int i = 0; i < n; i++) {
                double slope = g[i] - dbeta.value() / n - xhat[i] * dgamma.value() / n;
                ((HeapTensor) dx).set(channel.at(i), factor * slope);
            }
            ((HeapTensor) gradient.gamma()).set(c, dgamma.value());
            ((HeapTensor) gradient.beta()).set(c, dbeta.value());
        }
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count) {
        move((HeapTensor) running.mean(), (HeapTensor) batch.mean(), weight, 1);
        move((HeapTensor) running.variance(), (HeapTensor) batch.variance(), weight, estimator.correction(count));
    }

    private static void move(HeapTensor running, HeapTensor batch, double weight, double correction) {
        for (int c = 0; c < running.shape().size(0); c++) {
            running.set(c, (1 - weight) * running.get(c) + weight * correction * batch.get(c));
        }
    }
}
