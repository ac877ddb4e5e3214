package bn.theory.oracle;

import java.util.function.DoubleBinaryOperator;

/**
 * The mean loss of one batch-normalized unit as a function of (w, gamma, beta). Its gradient is computed by the chain rule
 * through mean and variance as in Ioffe and Szegedy (2015), and uses nothing of T1 to T8.
 */
public final class NaiveUnit {
    private final double[][] x;
    private final double[] y;
    private final DoubleBinaryOperator loss;
    private final DoubleBinaryOperator derivative;
    private final double eps;

    private NaiveUnit(double[][] x, double[] y, double eps, DoubleBinaryOperator loss, DoubleBinaryOperator derivative) {
        this.x = x;
        this.y = y;
        this.eps = eps;
        this.loss = loss;
        this.derivative = derivative;
    }

    /** Loss (z - y)^2 / 2. */
    public static NaiveUnit squared(double[][] x, double[] y, double eps) {
        return new NaiveUnit(x, y, eps, (z, t) -> 0.5 * (z - t) * (z - t), (z, t) -> z - t);
    }

    /** Loss log(1 + exp(-z)) where y is at least 2, else log(1 + exp(z)). */
    public static NaiveUnit logistic(double[][] x, double[] y, double eps) {
        return new NaiveUnit(x, y, eps, (z, t) -> Math.log1p(Math.exp(t >= 2 ? -z : z)),
                (z, t) -> t >= 2 ? -1 / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));
    }

    /** Outputs z. */
    public double[] outputs(double[] w, double gamma, double beta) {
        double[] u = products(w);
        double mean = mean(u);
        double s = Math.sqrt(variance(u) + eps);
        double[] z = new double[u.length];
        for (int i = 0; i < u.length; i++) {
            z[i] = gamma * (u[i] - mean) / s + beta;
        }
        return z;
    }

    /** Mean loss. */
    public double loss(double[] w, double gamma, double beta) {
        double[] z = outputs(w, gamma, beta);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += loss.applyAsDouble(z[i], y[i]);
        }
        return sum / z.length;
    }

    /** Derivatives of the mean loss with respect to the outputs. */
    public double[] outputGradient(double[] w, double gamma, double beta) {
        double[] dz = outputs(w, gamma, beta);
        for (int i = 0; i < dz.length; i++) {
            dz[i] = derivative.applyAsDouble(dz[i], y[i]) / dz.length;
        }
        return dz;
    }

    /** Gradient with respect to (w, gamma, beta), length d + 2. */
    public double[] gradient(double[] w, double gamma, double beta) {
        int n = x.length;
        int d = w.length;
        double[] u = products(w);
        double mean = mean(u);
        double s = Math.sqrt(variance(u) + eps);
        double[] dz = outputGradient(w, gamma, beta);
        double[] gradient = new double[d + 2];
        double dVariance = 0;
        double dMean = 0;
        for (int i = 0; i < n; i++) {
            gradient[d] += dz[i] * (u[i] - mean) / s;
            gradient[d + 1] += dz[i];
            dVariance -= 0.5 * gamma * dz[i] * (u[i] - mean) / (s * s * s);
            dMean -= gamma * dz[i] / s;
        }
        for (int i = 0; i < n; i++) {
            double du = gamma * dz[i] / s + 2 * dVariance * (u[i] - mean) / n + dMean / n;
            for (int j = 0; j < d; j++) {
                gradient[j] += du * x[i][j];
            }
        }
        return gradient;
    }

    /** Biased variance of w.x. */
    public double productVariance(double[] w) {
        return variance(products(w));
    }

    private double[] products(double[] w) {
        double[] u = new double[x.length];
        for (int i = 0; i < u.length; i++) {
            u[i] = Samples.dot(w, x[i]);
        }
        return u;
    }

    private static double mean(double[] u) {
        double sum = 0;
        for (double value : u) {
            sum += value;
        }
        return sum / u.length;
    }

    private static double variance(double[] u) {
        double mean = mean(u);
        double sum = 0;
        for (double value : u) {
            sum += (value - mean) * (value - mean);
        }
        return sum / u.length;
    }
}
