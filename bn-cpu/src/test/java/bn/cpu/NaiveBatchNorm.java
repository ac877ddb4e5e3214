package bn.cpu;

import bn.api.Shape;

/** Batch norm of N x C x E by its definition, channel by channel in float64 with compensated sums: the oracle. */
final class NaiveBatchNorm {
    final double[] mean;
    final double[] variance;
    final double[] y;
    final double[] dx;
    final double[] dgamma;
    final double[] dbeta;
    /** Of each channel: mean of |g| and of |g xhat|, the largest |xhat|, and 1 / sqrt(variance + eps). */
    final double[] meanG;
    final double[] meanProduct;
    final double[] largest;
    final double[] scale;

    private final int channels;
    private final int extent;

    NaiveBatchNorm(Shape shape, double[] x, double[] gamma, double[] beta, double eps, boolean relu, double[] dy) {
        int rows = shape.extent(0);
        channels = shape.extent(1);
        extent = shape.rank() == 3 ? shape.extent(2) : 1;
        int count = rows * extent;
        mean = new double[channels];
        variance = new double[channels];
        dgamma = new double[channels];
        dbeta = new double[channels];
        meanG = new double[channels];
        meanProduct = new double[channels];
        largest = new double[channels];
        scale = new double[channels];
        y = new double[x.length];
        dx = new double[x.length];
        double[] terms = new double[count];
        double[] g = new double[count];
        double[] product = new double[count];
        double[] xhat = new double[count];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < count; i++) {
                terms[i] = x[at(c, i)];
            }
            mean[c] = KernelTest.sum(terms) / count;
            for (int i = 0; i < count; i++) {
                terms[i] = (x[at(c, i)] - mean[c]) * (x[at(c, i)] - mean[c]);
            }
            variance[c] = KernelTest.sum(terms) / count;
            scale[c] = variance[c] + eps == 0 ? 0 : 1 / Math.sqrt(variance[c] + eps);
            for (int i = 0; i < count; i++) {
                xhat[i] = (x[at(c, i)] - mean[c]) * scale[c];
                double z = gamma[c] * xhat[i] + beta[c];
                y[at(c, i)] = relu ? Math.max(z, 0) : z;
                g[i] = !relu || z > 0 ? dy[at(c, i)] : 0;
                product[i] = g[i] * xhat[i];
                meanG[c] += Math.abs(g[i]) / count;
                meanProduct[c] += Math.abs(product[i]) / count;
                largest[c] = Math.max(largest[c], Math.abs(xhat[i]));
            }
            dbeta[c] = KernelTest.sum(g);
            dgamma[c] = KernelTest.sum(product);
            for (int i = 0; i < count; i++) {
                dx[at(c, i)] = gamma[c] * scale[c] * (g[i] - dbeta[c] / count - xhat[i] * dgamma[c] / count);
            }
        }
    }

    /** Index of the i-th value of a channel. */
    private int at(int channel, int i) {
        return (i / extent * channels + channel) * extent + i % extent;
    }

    /** Channel of an element. */
    int channel(int element) {
        return element / extent % channels;
    }
}
