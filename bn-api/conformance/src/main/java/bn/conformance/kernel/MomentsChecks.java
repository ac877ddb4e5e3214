package bn.conformance.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import bn.conformance.check.Accuracy;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Moments, compared with the reference, added in batches and merged. */
public final class MomentsChecks {
    private static final int LONG = 200_000;

    /** Numbers of rows, of features and of rows per call, mean and standard deviation of the values. */
    private record Sample(int rows, int features, int batch, double mean, double deviation) {

        double[] draw(Fixture fixture) {
            return fixture.normal((long) rows * features, mean, deviation, 1);
        }

        long work() {
            return (long) rows * features * features;
        }
    }

    private static final List<Sample> SAMPLES = List.of(new Sample(300, 40, 7, 1, 1), new Sample(1, 3, 1, 0, 1),
            new Sample(5, 1, 2, 0, 1), new Sample(63, 16, 63, 0, 1), new Sample(65, 17, 64, 0, 1), new Sample(129, 15, 65, 0, 1),
            new Sample(1025, 9, 1025, 1e4, 1), new Sample(2500, 9, 1100, 1e4, 1), new Sample(2500, 3, 100, 1e6, 1),
            new Sample(70, 260, 64, 5, 1), new Sample(40, 5, 11, 3e17, 1e18), new Sample(40, 5, 11, 3e-17, 1e-16));

    private MomentsChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        Stream<DynamicNode> samples = SAMPLES.stream().map(sample -> underTest.test(sample.toString(), sample.work(),
                fixture -> check(fixture, sample, sample.draw(fixture))));
        Sample constant = new Sample(LONG, 1, LONG, 0.1, 0);
        return Stream.concat(samples, Stream.of(
                underTest.test("sums over long batches do not drift", LONG, fixture -> check(fixture, constant,
                        constant.draw(fixture))),
                underTest.testInViews("few rows", 20 * 9, fixture -> {
                    Sample few = new Sample(20, 3, 6, 2, 1);
                    check(fixture, few, few.draw(fixture));
                }),
                underTest.test("NaN stays in its feature", 12, MomentsChecks::notANumber),
                underTest.test("nothing added is an error", 0, MomentsChecks::nothingAdded)));
    }

    private static void check(Fixture fixture, Sample sample, double[] x) {
        Moments expected = moments(Fixture.reference(), sample, x, sample.rows());
        assertClose(fixture, sample, x, expected, moments(fixture, sample, x, sample.batch()), "moments");
        if (sample.rows() > 1) {
            int half = sample.rows() / 2;
            Sample first = new Sample(half, sample.features(), sample.batch(), sample.mean(), sample.deviation());
            Sample rest = new Sample(sample.rows() - half, sample.features(), sample.batch(), sample.mean(), sample.deviation());
            int cut = half * sample.features();
            Moments merged = moments(fixture, first, Arrays.copyOf(x, cut), half)
                    .merge(moments(fixture, rest, Arrays.copyOfRange(x, cut, x.length), sample.batch()));
            assertClose(fixture, sample, x, expected, merged, "merged moments");
        }
    }

    private static Moments moments(Fixture fixture, Sample sample, double[] x, int batch) {
        Tensor all = fixture.tensor(Shape.of(sample.rows(), sample.features()), x);
        try (MomentsAccumulator accumulator = fixture.backend().moments().accumulator(fixture.dtype(), sample.features())) {
            for (int i = 0; i < sample.rows(); i += batch) {
                accumulator.add(all.rows(i, Math.min(batch, sample.rows() - i)));
            }
            return accumulator.result();
        }
    }

    /**
     * The error of a mean is that of a sum of deviations, plus the rounding when it is stored. An off-diagonal element of the
     * scatter matrix is at most the root of the product of the two diagonal elements (Cauchy and Schwarz). Where parts are
     * merged, the differences of their means, rounded to float64, add errors.
     */
    private static void assertClose(Fixture fixture, Sample sample, double[] x, Moments expected, Moments actual, String what) {
        Accuracy accuracy = fixture.accuracy();
        double sum = accuracy.sum(sample.rows());
        int d = sample.features();
        double[] deviation = new double[d];
        for (int i = 0; i < x.length; i++) {
            deviation[i % d] += Math.abs(x[i] - expected.mean()[i % d]) / sample.rows();
        }
        assertEquals(expected.count(), actual.count(), "count of " + what);
        Closeness.assertClose(expected.mean(), actual.mean(),
                i -> 4 * accuracy.unit() * Math.abs(expected.mean()[i]) + sum * deviation[i], "mean of " + what);
        double[] root = new double[d];
        double[] stored = new double[d];
        for (int j = 0; j < d; j++) {
            root[j] = Math.sqrt(expected.scatterMatrix()[j * d + j]);
            stored[j] = 2 * DType.FLOAT64.epsilon() * Math.abs(expected.mean()[j]) * Math.sqrt(sample.rows());
        }
        Closeness.assertClose(expected.scatterMatrix(), actual.scatterMatrix(), i -> sum * root[i / d] * root[i % d]
                + stored[i / d] * root[i % d] + root[i / d] * stored[i % d], "scatter matrix of " + what);
        for (int i = 0; i < d * d; i++) {
            assertEquals(actual.scatterMatrix()[i], actual.scatterMatrix()[i % d * d + i / d], what + " are symmetric");
        }
    }

    private static void notANumber(Fixture fixture) {
        double[] x = {1, 2, 3, 2, Double.NaN, 5, 6, 4, 3, 5, 5, 1};
        Moments moments = moments(fixture, new Sample(4, 3, 2, 0, 1), x, 2);
        for (int i = 0; i < 9; i++) {
            boolean touched = i % 3 == 1 || i / 3 == 1;
            assertEquals(touched, Double.isNaN(moments.scatterMatrix()[i]), "element " + i + " of the scatter matrix is "
                    + moments.scatterMatrix()[i]);
        }
        List<Boolean> means = Arrays.stream(moments.mean()).mapToObj(Double::isNaN).toList();
        assertEquals(List.of(false, true, false), means, "means are NaN");
    }

    private static void nothingAdded(Fixture fixture) {
        try (MomentsAccumulator accumulator = fixture.backend().moments().accumulator(fixture.dtype(), 2)) {
            assertThrows(IllegalStateException.class, accumulator::result);
        }
    }
}
