package bn.cpu;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** The base of tests that need an open backend and random numbers. */
abstract class KernelTest {
    /** An odd number, so that the work is divided unevenly. */
    static final int THREADS = 3;

    final Backend backend = open(THREADS);

    static Backend open(int threads) {
        return new CpuBackendProvider().open(new BackendOptions(Optional.empty(), OptionalInt.of(threads)));
    }

    /** A backend whose convolutions are by OpenBLAS, as on platforms that have no oneDNN. */
    static Backend openWithoutOneDnn(int threads) {
        System.setProperty("bn.cpu.onednn", "false");
        try {
            return open(threads);
        } finally {
            System.clearProperty("bn.cpu.onednn");
        }
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    /** Normally distributed numbers, rounded to the dtype. */
    static double[] normal(DType dtype, long count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        double[] values = new double[(int) count];
        Arrays.setAll(values, i -> round(dtype, mean + deviation * random.nextGaussian()));
        return values;
    }

    private static double round(DType dtype, double value) {
        return dtype == DType.FLOAT32 ? (float) value : value;
    }
}
