package bn.experiments.verify;

import bn.api.BnException;
import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import java.util.List;

/** All results of docs/theory.md, each checked once. */
public final class Theorems {
    private final List<TheoremCheck> checks;

    /**
     * Checks, of which those on networks use a backend's kernels.
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
        checks = List.of(UnitChecks::constraint, networks::identity, UnitChecks::reading, RegressionChecks::clean,
                UnitChecks::gammaDecay, RegressionChecks::noised, networks::equivalence, networks::redistribution,
                FiniteBatchCheck::run, DynamicsCheck::run, UnitChecks::folding);
    }

    /** Runs all checks on data drawn with a seed, T1 first. */
    public List<TheoremResult> run(long seed) {
        return checks.stream().map(check -> check.run(seed)).toList();
    }
}
