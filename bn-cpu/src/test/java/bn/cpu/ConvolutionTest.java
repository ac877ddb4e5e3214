package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.cpu.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Convolutions by oneDNN, where it is available, next to those by OpenBLAS; the conformance tests hold both. */
class ConvolutionTest extends KernelTest {
    private static final Convolution SQUARE = Convolution.square(3, 1, 1);

    private static void passes(Backend backend, int images, int channels, int size, int outputs) {
        Shape x = Shape.of(images, channels, size, size);
        try (Tensor inputs = backend.allocate(DType.FLOAT32, x);
                Tensor dInputs = backend.allocate(DType.FLOAT32, x);
                Tensor y = backend.allocate(DType.FLOAT32, SQUARE.window().outputs(x, outputs));
                Tensor weights = backend.allocate(DType.FLOAT32, SQUARE.weights(channels, outputs));
                Tensor bias = backend.allocate(DType.FLOAT32, Shape.of(outputs))) {
            ConvolutionKernel kernel = backend.optional(ConvolutionKernel.class).orElseThrow();
            kernel.forward(SQUARE, inputs, weights, bias, y);
            kernel.backwardInput(SQUARE, y, weights, dInputs);
            kernel.backwardParameters(SQUARE, inputs, y, weights, bias);
        }
    }

    /**
     * 700 shapes, more than are kept, with images of up to 1 MiB: of a shape, code is kept and no images. It took 54 MiB, and 258
     * MiB without freeing what is no longer kept.
     */
    @Test
    void memoryDoesNotGrowWithTheNumberOfShapes() {
        passes(backend, 70, 4, 32, 4);
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 700; i++) {
            passes(backend, 1 + i % 70, 4, 23 + i / 70, 4);
        }
        long growth = Pointer.physicalBytes() - before;
        assertTrue(growth < 128 << 20, () -> (growth >> 20) + " MiB");
    }

    /** They would spin while the threads of the backend and those of OpenBLAS work. A new thread has the name of its creator. */
    @Test
    void oneDnnStartsNoThreads() throws IOException {
        Assumptions.assumeTrue(OneDnn.available());
        String name = Files.readString(Path.of("/proc/thread-self/comm"));
        // So that the libraries are loaded, and OpenBLAS has its threads.
        passes(backend, 2, 4, 8, 4);
        long before = threads(name);
        passes(backend, 70, 16, 16, 16);
        assertEquals(before, threads(name));
    }

    private static long threads(String name) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String other = Files.readString(task.resolve("comm"));
                count += other.equals(name) || other.startsWith("bn-cpu-") ? 1 : 0;
            }
        }
        return count;
    }
}
