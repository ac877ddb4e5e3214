package bn.experiments.verify;

import bn.api.DType;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.identity.IdentityCase;
import bn.experiments.identity.IdentityVerification;
import bn.experiments.network.Layer;
import bn.experiments.network.SgdOptions;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.SoftmaxRates;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingListener;
import bn.experiments.train.TrainingPlan;
import bn.theory.network.RateBalance;
import bn.theory.optimize.Progress;
import bn.theory.softmax.SoftmaxRate;
import java.util.List;

/** Checks on networks, with a backend's kernels in float64: T2, T7, T8, T12. */
final class NetworkChecks {
    private static final int EXAMPLES = 600;
    private static final int BATCH = 100;
    /** Relative difference of the solutions of two searches that end at gradients of 1e-8. */
    private static final double EQUIVALENCE = 1e-5;
    /** Float64 rounding of sums over a batch and a layer. */
    private static final double BALANCE = 1e-10;

    private final Backend backend;
    private final NormalizationProvider batchNorm;

    NetworkChecks(Backend backend, NormalizationProvider batchNorm) {
        this.backend = backend;
        this.batchNorm = batchNorm;
    }

    TheoremResult identity(long seed) {
        return worst("T2", "dL/dw of random layers with (gamma/s)(g + lambda S v)",
                new IdentityVerification(backend, batchNorm).run(seed));
    }

    TheoremResult convolutions(long seed) {
        return worst("T12", "dL/dw of random convolutions with (gamma/s)(g + lambda S v) on patches",
                new IdentityVerification(backend, batchNorm).convolutions(seed));
    }

    private static TheoremResult worst(String theorem, String what, List<IdentityCase> cases) {
        IdentityCase worst = cases.stream().filter(one -> one.dtype().equals(DType.FLOAT64.label()))
                .max((a, b) -> Double.compare(a.maxRelativeError(), b.maxRelativeError())).orElseThrow();
        return new TheoremResult(theorem, what, worst.maxRelativeError(), worst.bar());
    }

    TheoremResult equivalence(long seed) {
        Examples examples = SyntheticDigits.draw(seed, EXAMPLES, 1).train().pool(4);
        Moments joint = new JointMoments(backend).of(examples);
        SoftmaxRate rate = SoftmaxRates.solve(backend, examples, joint, 1, Progress.NONE);
        return new TheoremResult("T7", "v of softmax regression with batch norm with v of the explicit problem",
                rate.converged() ? rate.relativeDifference() : Double.NaN, EQUIVALENCE);
    }

    /** At each step of an epoch, so that beta is not 0 throughout. */
    TheoremResult redistribution(long seed) {
        TrainingPlan plan = new TrainingPlan(new Architecture(List.of(784, 20, 12, 10)), DType.FLOAT64, batchNorm.name(),
                NormalizationOptions.pytorch().withEps(0), 1, BATCH, new SgdOptions(0.1, 0.9, 0, 0, 0), 0, seed);
        try (Trainer trainer = new Trainer(plan, SyntheticDigits.draw(seed, EXAMPLES, 10), backend, batchNorm)) {
            Layer first = trainer.network().layers().get(0);
            double[] error = new double[1];
            trainer.epoch(1, TrainingListener.NONE, (dense, x, dz) -> {
                if (dense == first.linear()) {
                    error[0] = Math.max(error[0], imbalance(first));
                }
            });
            return new TheoremResult("T8", "sum of gamma^2 lambda with sum of beta dL/dbeta of an inner layer, each step",
                    error[0], BALANCE);
        }
    }

    /** With eps = 0 the linear layer above adds nothing to the balance. */
    private static double imbalance(Layer layer) {
        Parameter gamma = layer.normalization().orElseThrow().gamma().orElseThrow();
        Parameter beta = layer.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst().orElseThrow();
        return RateBalance.of(gamma.value().toDoubles(), gamma.gradient().toDoubles(), beta.value().toDoubles(),
                beta.gradient().toDoubles(), new double[0], new double[0]).relativeError();
    }
}
