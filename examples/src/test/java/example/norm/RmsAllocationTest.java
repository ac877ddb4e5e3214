package example.norm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationSpec;
import com.sun.management.ThreadMXBean;
import example.backend.PlainBackendProvider;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The suite does not see what a step leaves to the garbage collector. */
class RmsAllocationTest {
    private static final Shape SHAPE = Shape.of(512, 64);
    private static final int STEPS = 20;

    /** A buffer of a batch would take 4 bytes an element and step; a number for each example 4 bytes a row, which is the bar. */
    @Test
    void aStepWorksInBuffersThatWereMadeBefore() {
        NormalizationSpec spec = new NormalizationSpec(DType.FLOAT32, SHAPE.size(1), 1, SHAPE.size(0),
                NormalizationOptions.pytorch());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Backend backend = new PlainBackendProvider().open(BackendOptions.DEFAULT);
                Normalization norm = new RmsNormalizationProvider().create(backend, spec);
                Tensor x = backend.allocate(DType.FLOAT32, SHAPE);
                Tensor y = backend.allocate(DType.FLOAT32, SHAPE)) {
            // The least of some steps: others may load a class or link a call.
            long least = Long.MAX_VALUE;
            for (int step = 0; step < STEPS; step++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                norm.forward(x, y);
                norm.infer(x, y);
                norm.backward(x, y, y);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            long bytes = least;
            assertTrue(bytes < (long) SHAPE.size(0) * DType.FLOAT32.bytes(), () -> bytes + " bytes a step");
        }
    }
}
