package bn.theory.softmax;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.theory.optimize.Objective;

/**
 * Mean cross-entropy of z_k = v_k.x + b_k plus sum_k (lambda_k/2) v_k.S v_k, S being the covariance of the inputs, without batch
 * normalization. Variables: v on the whitened inputs, K x r, then b, K.
 */
final class ExplicitObjective implements Objective, AutoCloseable {
    private final WhitenedData data;
    private final Backend backend;
    private final double[] lambda;
    private final Tensor covariance;
    private final Tensor weights;
    private final Tensor weightsGradient;
    private final Tensor bias;
    private final Tensor biasGradient;
    private final Tensor covarianceProduct;
    private final Tensor outputs;
    private final Tensor metrics;
    private final double[] penaltyGradient;
    private double loss;

    ExplicitObjective(WhitenedData data, double[] lambda) {
        this.data = data;
        this.backend = data.backend();
        this.lambda = lambda;
        int k = data.classes();
        int r = data.rank();
        this.covariance = allocate(r, r);
        this.weights = allocate(k, r);
        this.weightsGradient = allocate(k, r);
        this.bias = allocate(k);
        this.biasGradient = allocate(k);
        this.covarianceProduct = allocate(k, r);
        this.outputs = allocate(data.size(), k);
        this.metrics = allocate(2);
        this.penaltyGradient = new double[k * r];
        covariance.upload(data.covariance(), 0);
    }

    private Tensor allocate(int... sizes) {
        return backend.allocate(DType.FLOAT64, Shape.of(sizes));
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
        int shifts = penaltyGradient.length;
        weights.upload(x, 0);
        bias.upload(x, shifts);
        backend.dense().forward(data.inputs(), weights, bias, outputs);
        backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, data.targets(), outputs, metrics);
        backend.dense().backwardParameters(data.inputs(), outputs, weightsGradient, biasGradient);
        backend.dense().forward(weights, covariance, null, covarianceProduct);
        weightsGradient.download(gradient, 0);
        biasGradient.download(gradient, shifts);
        covarianceProduct.download(penaltyGradient, 0);
        loss = metrics.toDoubles()[0];
        double penalty = 0;
        for (int i = 0; i < shifts; i++) {
            double rate = lambda[i / data.rank()];
            penalty += 0.5 * rate * x[i] * penaltyGradient[i];
            gradient[i] += rate * penaltyGradient[i];
        }
        return loss + penalty;
    }

    /** The mean cross-entropy without the penalty at the last evaluated point. */
    double loss() {
        return loss;
    }

    @Override
    public void close() {
        for (Tensor tensor : new Tensor[] {covariance, weights, weightsGradient, bias, biasGradient, covarianceProduct, outputs,
                metrics}) {
            tensor.close();
        }
    }
}
