package example.norm;

import bn.api.norm.NormalizationProvider;
import bn.conformance.NormalizationConformance;

/** The normalization {@code rms} keeps the contract. */
class RmsConformanceTest extends NormalizationConformance {

    @Override
    protected NormalizationProvider provider() {
        return new RmsNormalizationProvider();
    }
}
