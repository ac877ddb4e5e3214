package bn.conformance.norm;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * A normalization at a place in a network, with the provider that creates it.
 *
 * @param label name of the options, for messages
 * @param provider creates the normalization
 * @param opener opens the backend to compute on
 * @param options of the normalization
 * @param spatialSize E
 */
public record NormalizationUnderTest(String label, NormalizationProvider provider, Supplier<Backend> opener,
        NormalizationOptions options,
        int spatialSize) {
    static final int CHANNELS = 3;
    static final int MOST_ROWS = 7;

    /** A check of a new normalization in float64 on a new backend. */
    DynamicTest test(String name, Consumer<NormalizationFixture> check) {
        return DynamicTest.dynamicTest(name, () -> {
            try (Backend backend = opener.get(); NormalizationFixture fixture = on(backend, DType.FLOAT64)) {
                check.accept(fixture);
            } catch (AssertionError e) {
                // Build tools show the messages of dynamic tests, but not their names.
                throw new AssertionError("[" + label + ", spatial size " + spatialSize + "] " + name + ": " + e.getMessage(), e);
            }
        });
    }

    /** Creates the normalization on a backend. If it rejects a spatial size above 1, the check is skipped. */
    NormalizationFixture on(Backend backend, DType dtype) {
        NormalizationSpec spec = new NormalizationSpec(dtype, CHANNELS, spatialSize, MOST_ROWS, options);
        try {
            return new NormalizationFixture(this, backend, spec, provider.create(backend, spec));
        } catch (InvalidRequestException e) {
            if (spatialSize == 1) {
                throw e;
            }
            throw new TestAbortedException("skipped: " + provider.name() + " does not take a spatial size of " + spatialSize
                    + ": "
                    + e.getMessage(), e);
        }
    }
}
