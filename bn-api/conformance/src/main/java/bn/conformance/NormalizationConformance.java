package bn.conformance;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.RunningAverage;
import bn.conformance.norm.FusedReluChecks;
import bn.conformance.norm.GradientChecks;
import bn.conformance.norm.NormalizationUnderTest;
import bn.conformance.norm.PassChecks;
import bn.conformance.norm.StateChecks;
import bn.conformance.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that a normalization fulfils the contract of {@link bn.api.norm.Normalization}: extend this class and override
 * {@link #provider}. It is tested with the conventions of PyTorch and of Keras, with gamma learned and fixed, and with spatial
 * sizes of 1 and above. The tests do not prescribe what it computes.
 */
public abstract class NormalizationConformance {

    /** For subclasses. */
    protected NormalizationConformance() {}

    /** The provider of the normalizations under test. */
    protected abstract NormalizationProvider provider();

    /** Opens a new backend to compute on with each call; by default the reference backend, in both dtypes. */
    protected Backend open() {
        return new ReferenceBackend(Set.of(DType.values()));
    }

    @TestFactory
    Stream<DynamicNode> gradients() {
        return checks(GradientChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> fusedRelu() {
        return checks(FusedReluChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> state() {
        return checks(StateChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> passes() {
        return checks(PassChecks::of);
    }

    private Stream<DynamicNode> checks(Function<NormalizationUnderTest, Stream<DynamicTest>> group) {
        Map<String, NormalizationOptions> options = new LinkedHashMap<>();
        options.put("PyTorch's conventions", NormalizationOptions.pytorch());
        options.put("Keras's conventions", NormalizationOptions.keras());
        options.put("gamma fixed, cumulative average", NormalizationOptions.pytorch().withAffine(Affine.fixedGamma(0.5))
                .withRunningAverage(new RunningAverage.Cumulative()));
        options.put("neither gamma nor beta learned", NormalizationOptions.pytorch().withAffine(Affine.off()));
        return options.keySet().stream().flatMap(name -> Stream.of(1, 4).map(spatialSize -> {
            NormalizationUnderTest underTest = new NormalizationUnderTest(name, provider(), this::open, options.get(name),
                    spatialSize);
            return DynamicContainer.dynamicContainer(name + ", spatial size " + spatialSize, group.apply(underTest));
        }));
    }
}
