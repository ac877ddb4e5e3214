package bn.theory.oracle;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.ScaleShift;
import bn.api.kernel.VarianceEstimator;

/** Batch normalization of N x C inputs, forward and backward as Ioffe and Szegedy (2015) wrote them down. */
final class OracleBatchNorm implements BatchNormKernel {

    @Override
    public void forward(Tensor x, ScaleShift affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        int n = in.extent(0);
        int channels = in.extent(1);
        for (int c = 0; c < channels; c++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += in.get(i * channels + c) / n;
            }
            double variance = 0;
            for (int i = 0; i < n; i++) {
                variance += Math.pow(in.get(i * channels + c) - mean, 2) / n;
            }
            ((HeapTensor) batch.mean()).set(c, mean);
            ((HeapTensor) batch.variance()).set(c, variance);
            for (int i = 0; i < n; i++) {
                double normalized = (in.get(i * channels + c) - mean) / Math.sqrt(variance + eps);
                ((HeapTensor) y).set(i * channels + c,
                        ((HeapTensor) affine.gamma()).get(c) * normalized + ((HeapTensor) affine.beta()).get(c));
            }
        }
    }

    @Override
    public void infer(Tensor x, ScaleShift affine, double eps, Activation activation, ChannelStatistics statistics, Tensor y) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, ScaleShift affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, ScaleShift gradient) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor slopes = (HeapTensor) dy;
        int n = in.extent(0);
        int channels = in.extent(1);
        for (int c = 0; c < channels; c++) {
            double gamma = ((HeapTensor) affine.gamma()).get(c);
            double mean = ((HeapTensor) batch.mean()).get(c);
            double s = Math.sqrt(((HeapTensor) batch.variance()).get(c) + eps);
            double dGamma = 0;
            double dBeta = 0;
            double dVariance = 0;
            double dMean = 0;
            for (int i = 0; i < n; i++) {
                double slope = slopes.get(i * channels + c);
                double deviation = in.get(i * channels + c) - mean;
                dGamma += slope * deviation / s;
                dBeta += slope;
                dVariance -= 0.5 * gamma * slope * deviation / (s * s * s);
                dMean -= gamma * slope / s;
            }
            for (int i = 0; i < n; i++) {
                double deviation = in.get(i * channels + c) - mean;
                ((HeapTensor) dx).set(i * channels + c,
                        gamma * slopes.get(i * channels + c) / s + 2 * dVariance * deviation / n + dMean / n);
            }
            ((HeapTensor) gradient.gamma()).set(c, dGamma);
            ((HeapTensor) gradient.beta()).set(c, dBeta);
        }
    }

    @Override
    public void track(ChannelStatistics running, ChannelStatistics batch, double weight, VarianceEstimator estimator,
            long count) {
        throw new UnsupportedOperationException();
    }
}
