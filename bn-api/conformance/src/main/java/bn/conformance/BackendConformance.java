package bn.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.contract.ArgumentChecks;
import bn.conformance.contract.LifecycleChecks;
import bn.conformance.contract.RepeatabilityChecks;
import bn.conformance.contract.TensorChecks;
import bn.conformance.kernel.ActivationChecks;
import bn.conformance.kernel.AdamChecks;
import bn.conformance.kernel.BatchNormChecks;
import bn.conformance.kernel.BatchNormHardChecks;
import bn.conformance.kernel.ByteMomentsChecks;
import bn.conformance.kernel.ConvolutionChecks;
import bn.conformance.kernel.CopyChecks;
import bn.conformance.kernel.DenseChecks;
import bn.conformance.kernel.ElementwiseChecks;
import bn.conformance.kernel.LossChecks;
import bn.conformance.kernel.MomentsChecks;
import bn.conformance.kernel.PoolingChecks;
import bn.conformance.kernel.UpdateChecks;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that a backend fulfils the contract of {@link Backend}: extend this class and override {@link #open}. Every dtype of the
 * device is tested; results are compared with {@link bn.conformance.reference.ReferenceBackend}. For each optional kernel that the
 * backend does not have, one test is reported as skipped.
 */
public abstract class BackendConformance {

    /** For subclasses. */
    protected BackendConformance() {}

    /** Opens a new backend with each call; the tests close it. */
    protected abstract Backend open();

    /**
     * The largest number of elements or multiply-adds of a check; no limit by default. Larger checks are reported as skipped. For
     * backends on which all checks would take too long.
     */
    protected long workLimit() {
        return Long.MAX_VALUE;
    }

    @TestFactory
    Stream<DynamicNode> batchNorm() {
        return checks(BatchNormChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> batchNormHardCases() {
        return checks(BatchNormHardChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> dense() {
        return checks(DenseChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> convolutions() {
        return checks(ConvolutionChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> pooling() {
        return checks(PoolingChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> elementwise() {
        return checks(ElementwiseChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> copies() {
        return checks(CopyChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> activations() {
        return checks(ActivationChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> updates() {
        return checks(underTest -> Stream.concat(UpdateChecks.of(underTest), AdamChecks.of(underTest)));
    }

    @TestFactory
    Stream<DynamicNode> losses() {
        return checks(LossChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> moments() {
        return checks(underTest -> Stream.concat(MomentsChecks.of(underTest), ByteMomentsChecks.of(underTest)));
    }

    @TestFactory
    Stream<DynamicNode> tensors() {
        return checks(TensorChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> arguments() {
        return checks(ArgumentChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> lifecycle() {
        return checks(LifecycleChecks::of);
    }

    @TestFactory
    Stream<DynamicNode> repeatability() {
        return checks(RepeatabilityChecks::of);
    }

    /** The checks of each dtype, all on one backend, which is closed after the last. */
    private Stream<DynamicNode> checks(Function<BackendUnderTest, Stream<DynamicNode>> group) {
        Backend backend = open();
        assertFalse(backend.device().dtypes().isEmpty(), "the device has no dtype, so nothing can be tested");
        return Stream.of(DType.values()).filter(dtype -> backend.device().dtypes().contains(dtype))
                .<DynamicNode>map(dtype -> DynamicContainer.dynamicContainer(dtype.label(),
                        group.apply(new BackendUnderTest(backend, dtype, this::open, workLimit()))))
                .onClose(backend::close);
    }
}
