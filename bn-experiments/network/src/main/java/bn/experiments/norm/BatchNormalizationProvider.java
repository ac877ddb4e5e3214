package bn.experiments.norm;

import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;

/** Provides {@code batch}. */
public final class BatchNormalizationProvider implements NormalizationProvider {

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public String description() {
        return "batch normalization (Ioffe and Szegedy 2015): each channel by the mean and variance of the batch";
    }

    @Override
    public Normalization create(Backend backend, NormalizationSpec spec) {
        return new BatchNormalization(backend, spec);
    }
}
