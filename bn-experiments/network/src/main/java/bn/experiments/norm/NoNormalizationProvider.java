package bn.experiments.norm;

import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;

/** Provides {@code none}. */
public final class NoNormalizationProvider implements NormalizationProvider {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public String description() {
        return "no normalization: the baseline";
    }

    @Override
    public Normalization create(Backend backend, NormalizationSpec spec) {
        return new NoNormalization(backend.activation());
    }
}
