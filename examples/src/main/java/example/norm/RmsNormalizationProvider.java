package example.norm;

import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;

/** Provides {@code rms}. */
public final class RmsNormalizationProvider implements NormalizationProvider {

    @Override
    public String name() {
        return "rms";
    }

    @Override
    public String description() {
        return "RMSNorm (Zhang and Sennrich 2019): each example by the root mean square of its features";
    }

    @Override
    public Normalization create(Backend backend, NormalizationSpec spec) {
        return new RmsNormalization(backend, spec);
    }
}
