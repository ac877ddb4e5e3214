package bn.conformance.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.api.kernel.ByteMomentsAccumulator;
import bn.api.kernel.ByteMomentsKernel;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Exact moments of bytes, if the backend has that kernel, compared with integer arithmetic. */
public final class ByteMomentsChecks {

    /** Numbers of rows, of features and of rows per call; bytes are drawn from least to most. */
    private record Sample(int rows, int features, int batch, int least, int most) {

        byte[] draw() {
            Random random = new Random(1);
            byte[] bytes = new byte[rows * features];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (least + random.nextInt(most - least + 1));
            }
            return bytes;
        }

        long work() {
            return (long) rows * features * features;
        }
    }

    /** Where sums may round: the full range, the ends of the range over many rows, and numbers of rows around powers of two. */
    private static final List<Sample> SAMPLES = List.of(new Sample(1, 3, 1, 0, 255), new Sample(300, 40, 7, 0, 255),
            new Sample(1023, 17, 1023, 0, 255), new Sample(1025, 16, 1025, 0, 255), new Sample(5000, 15, 4097, 0, 255),
            new Sample(70, 300, 64, 0, 255), new Sample(5000, 1, 5000, 0, 0), new Sample(5000, 2, 5000, 255, 255),
            new Sample(5000, 3, 5000, 254, 255), new Sample(5000, 3, 999, 0, 1), new Sample(3000, 4, 3000, 127, 128));

    private ByteMomentsChecks() {}

    /** All checks, if the backend has the kernel. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return underTest.optional(ByteMomentsKernel.class, () -> checks(underTest));
    }

    private static Stream<DynamicNode> checks(BackendUnderTest underTest) {
        Stream<DynamicNode> samples = SAMPLES.stream()
                .map(sample -> underTest.test("bytes, " + sample, sample.work(), fixture -> check(fixture, sample)));
        return Stream.concat(samples, Stream.of(underTest.test("bytes, wrong arguments", 0, ByteMomentsChecks::wrongArguments)));
    }

    private static ByteMomentsAccumulator open(Backend backend, int features) {
        return backend.optional(ByteMomentsKernel.class).orElseThrow().accumulator(features);
    }

    private static void check(Fixture fixture, Sample sample) {
        Moments expected = moments(Fixture.reference().backend(), sample);
        Moments actual = moments(fixture.backend(), sample);
        assertEquals(expected.count(), actual.count(), "count");
        assertClose(expected.mean(), actual.mean(), "mean");
        assertClose(expected.scatterMatrix(), actual.scatterMatrix(), "scatter matrix");
    }

    /** Two roundings, and one of the reference; an element 0 of the scatter matrix is exactly 0. */
    private static void assertClose(double[] expected, double[] actual, String what) {
        Closeness.assertClose(expected, actual, i -> 1.5 * DType.FLOAT64.epsilon() * Math.abs(expected[i]), what + " of bytes");
    }

    private static Moments moments(Backend backend, Sample sample) {
        byte[] bytes = sample.draw();
        try (ByteMomentsAccumulator accumulator = open(backend, sample.features())) {
            for (int i = 0; i < sample.rows(); i += sample.batch()) {
                accumulator.add(bytes, i, Math.min(sample.batch(), sample.rows() - i));
            }
            return accumulator.result();
        }
    }

    @SuppressWarnings("try") // It is closed twice on purpose.
    private static void wrongArguments(Fixture fixture) {
        assertThrows(IllegalArgumentException.class, () -> open(fixture.backend(), 0));
        try (ByteMomentsAccumulator accumulator = open(fixture.backend(), 2)) {
            assertThrows(IllegalStateException.class, accumulator::result);
            assertThrows(IndexOutOfBoundsException.class, () -> accumulator.add(new byte[6], 1, 3));
            assertThrows(IndexOutOfBoundsException.class, () -> accumulator.add(new byte[6], -1, 1));
            accumulator.close();
        }
    }
}
