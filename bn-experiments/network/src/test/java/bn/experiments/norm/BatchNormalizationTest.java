package bn.experiments.norm;

import bn.api.norm.NormalizationProvider;
import bn.conformance.NormalizationConformance;

/** The normalization {@code batch} keeps the contract. */
class BatchNormalizationTest extends NormalizationConformance {

    @Override
    protected NormalizationProvider provider() {
        return new BatchNormalizationProvider();
    }
}
