package bn.experiments.norm;

import bn.api.norm.NormalizationProvider;
import bn.conformance.NormalizationConformance;

/** The normalization {@code none} keeps the contract. */
class NoNormalizationTest extends NormalizationConformance {

    @Override
    protected NormalizationProvider provider() {
        return new NoNormalizationProvider();
    }
}
