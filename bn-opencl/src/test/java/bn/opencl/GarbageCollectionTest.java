package bn.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Garbage collections during training change no bit of the results, with every collector of the JVM. */
class GarbageCollectionTest {
    private static final int STEPS = 12;
    @SuppressWarnings("unused") // It keeps what is assigned alive.
    private static Object garbage;

    /** Trains, with garbage collections after each step if there are arguments, and prints a hash of the weights. */
    public static void main(String[] arguments) {
        System.out.println(train(arguments.length > 0));
    }

    private static String train(boolean collect) {
        try (OpenClBackend backend = TestBackends.openCl(false)) {
            SmallNetwork network = new SmallNetwork(backend, DType.FLOAT32);
            for (int i = 0; i < STEPS; i++) {
                network.step();
                if (collect) {
                    collectGarbage();
                }
                if (i == STEPS / 2) {
                    // So large that the arena on the device is replaced by a larger one.
                    Tensor large = backend.allocate(DType.FLOAT32, Shape.of(3 << 20));
                    large.close();
                }
            }
            return Arrays.hashCode(network.learned()) + " " + network.loss();
        }
    }

    /** Allocates and drops objects, so that a compacting collector has something to move. */
    private static void collectGarbage() {
        byte[][] kept = new byte[0][];
        for (int i = 0; i < 8; i++) {
            kept = new byte[256][];
            Arrays.setAll(kept, j -> new byte[4096]);
        }
        garbage = kept;
        System.gc();
    }

    @Test
    void collectionsChangeNothing() {
        assumeTrue(TestBackends.hasOpenClDevice(), "no OpenCL device");
        assertEquals(train(false), train(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z", "Shenandoah"})
    void norDoesTheCollector(String collector) throws IOException, InterruptedException {
        assumeTrue(TestBackends.hasOpenClDevice(), "no OpenCL device");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+Use" + collector + "GC", "-Xmx512m", "-cp", System.getProperty("surefire.test.class.path",
                        System.getProperty("java.class.path")),
                GarbageCollectionTest.class.getName(), "collect")
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assumeTrue(!output.contains("Unrecognized VM option") && !output.contains("not supported"),
                "this JVM does not have the collector");
        assertEquals(0, code, output);
        assertTrue(output.contains(train(false)), output);
    }
}
