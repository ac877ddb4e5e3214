package bn.experiments.verify;

import bn.api.BnException;
import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.ConvolutionKernel;
import bn.api.norm.NormalizationProvider;
import java.util.List;
import java.util.stream.Stream;

/** All results of docs/theory.md, each checked once. */
public final class Theorems {
    private final List<TheoremCheck> checks;

    /**
     * Checks, of which those on networks use a backend's kernels; those on convolutions are left out if it has none.
     *
     * @param batchNorm the normalization {@code batch}
     * @throws BnException if the backend has no float64
     */
    public Theorems(Backend backend, NormalizationProvider batchNorm) {
        if (!backend.device().dtypes().contains(DType.FLOAT64)) {
            throw new BnException("the theory is checked in float64, which backend '" + backend.name()
                    + "' does not have here; use another backend or device");
        }
        NetworkChecks networks = new NetworkChecks(backend, batchNorm);
        boolean images = backend.optional(ConvolutionKernel.class).isPresent();
        Stream<TheoremCheck> onImages = images ? Stream.of(networks::convolutions, new StreamCheck(backend, batchNorm)::run)
                : Stream.empty();
        checks = Stream.of(
                Stream.<TheoremCheck>of(UnitChecks::constraint, networks::identity, UnitChecks::reading, RegressionChecks::clean,
                        UnitChecks::gammaDecay, RegressionChecks::noised, networks::equivalence, networks::redistribution,
                        FiniteBatchCheck::run, FiniteBatchCheck::weights, DynamicsCheck::run, UnitChecks::folding),
                onImages,
                Stream.<TheoremCheck>of(UnitChecks::inputs, UnitChecks::slimming, AdamCheck::run, AdamCheck::gamma,
                        PairCheck::run, UnitChecks::unfolding))
                .flatMap(each -> each).toList();
    }

    /** Runs all checks on data drawn with a seed, T1 first. */
    public List<TheoremResult> run(long seed) {
        return checks.stream().map(check -> check.run(seed)).toList();
    }
}
