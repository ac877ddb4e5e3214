package bn.conformance.kernel;

import static bn.conformance.kernel.Geometry.axis;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Poolings, if the backend has them, compared with the reference: maxima exactly, averages and gradients within bounds. */
public final class PoolingChecks {
    private static final int RANDOM = 20;
    /** No padding, overlapping windows, gaps between windows, rows that no window reaches, uneven and dilated windows. */
    private static final List<Geometry> GEOMETRIES = List.of(Geometry.square(Shape.of(3, 17, 28, 27), 3, 2, 1),
            Geometry.square(Shape.of(1, 1, 1, 1), 1, 1, 0), Geometry.square(Shape.of(2, 3, 6, 8), 2, 2, 0),
            Geometry.square(Shape.of(2, 3, 7, 9), 2, 2, 0), Geometry.square(Shape.of(2, 5, 7, 6), 3, 1, 1),
            Geometry.square(Shape.of(1, 16, 8, 9), 3, 2, 1), Geometry.square(Shape.of(2, 33, 4, 4), 2, 1, 1),
            Geometry.square(Shape.of(2, 2, 9, 10), 1, 3, 0), Geometry.square(Shape.of(2, 2, 11, 10), 2, 3, 0),
            Geometry.of(Shape.of(2, 3, 8, 8), axis(2, 2, 1, 0, 1), axis(3, 2, 1, 0, 1)),
            Geometry.of(Shape.of(2, 3, 8, 7), axis(3, 1, 1, 2, 0), axis(2, 1, 2, 1, 2)),
            Geometry.of(Shape.of(2, 3, 1, 9), axis(1, 1, 1, 0, 0), axis(3, 2, 1, 1, 1)),
            Geometry.of(Shape.of(3, 2, 4, 5), axis(4, 1, 1, 0, 0), axis(5, 1, 1, 0, 0)),
            Geometry.square(Shape.of(2, 2, 2, 3), 4, 1, 3));
    private static final Geometry FEW = Geometry.square(Shape.of(3, 2, 5, 7), 3, 2, 1);
    private static final List<Shape> IMAGES = List.of(Shape.of(1, 1, 1, 1), Shape.of(2, 3, 4, 5), Shape.of(3, 17, 7, 7),
            Shape.of(2, 33, 1, 9), Shape.of(1, 2, 100, 101));
    private static final Shape LARGE = Shape.of(1, 1, 448, 448);

    private PoolingChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return underTest.optional(PoolingKernel.class, () -> checks(underTest));
    }

    private static Stream<DynamicNode> checks(BackendUnderTest underTest) {
        List<DynamicNode> checks = new ArrayList<>();
        for (Pooling pooling : Pooling.values()) {
            GEOMETRIES.forEach(geometry -> checks.add(underTest.test(pooling + " of " + geometry, work(geometry),
                    fixture -> check(fixture, PoolingData.normal(fixture, pooling, geometry)))));
            for (long seed = 0; seed < RANDOM; seed++) {
                Random random = new Random(seed);
                Geometry geometry = Stream.generate(() -> Geometry.random(random, 2)).filter(Geometry::hasNoEmptyWindow)
                        .findFirst().orElseThrow();
                checks.add(underTest.test(pooling + ", random, seed " + seed + ": " + geometry, work(geometry),
                        fixture -> check(fixture, PoolingData.normal(fixture, pooling, geometry))));
            }
            checks.add(underTest.testInViews(pooling + " of " + FEW, work(FEW),
                    fixture -> check(fixture, PoolingData.normal(fixture, pooling, FEW))));
            checks.add(underTest.test(pooling + ": NaN stays in its image", work(FEW), fixture -> notANumber(fixture, pooling)));
        }
        for (Shape shape : IMAGES) {
            checks.add(underTest.test("global average of " + shape, shape.elements(),
                    fixture -> global(fixture, shape, fixture.normal(shape.elements(), 5, 1, 1))));
        }
        checks.add(underTest.testInViews("global average", FEW.images().elements(),
                fixture -> global(fixture, FEW.images(), fixture.normal(FEW.images().elements(), 5, 1, 1))));
        checks.add(underTest.test("the global average of large images does not drift", LARGE.elements(), fixture -> {
            double[] tenths = new double[(int) LARGE.elements()];
            Arrays.fill(tenths, fixture.round(0.1));
            global(fixture, LARGE, tenths);
        }));
        checks.add(underTest.test("the first of equal elements gets the gradient", 4 * work(FEW), PoolingChecks::ties));
        return checks.stream();
    }

    private static long work(Geometry geometry) {
        return 2 * geometry.outputs(geometry.images().size(1)).elements() * geometry.windowSize();
    }

    /** A gradient with respect to an input is a sum of at most as many products as the window has elements. */
    private static void check(Fixture fixture, PoolingData data) {
        boolean max = data.pooling() == Pooling.MAX;
        int terms = data.geometry().windowSize();
        double[] sizes = data.absolute().forward(Fixture.reference());
        double error = max ? 0 : fixture.accuracy().sum(terms);
        Closeness.assertClose(data.forward(Fixture.reference()), data.forward(fixture), i -> error * sizes[i], "y");
        double[] gradients = data.absoluteGradients().backward(Fixture.reference());
        double product = fixture.accuracy().product(terms);
        Closeness.assertClose(data.backward(Fixture.reference()), data.backward(fixture), i -> product * gradients[i], "dx");
    }

    /** Small whole numbers, and windows of -infinity alone. */
    private static void ties(Fixture fixture) {
        Random random = new Random(1);
        double[] whole = random.doubles(FEW.images().elements()).map(value -> Math.floor(3 * value) - 1).toArray();
        check(fixture, PoolingData.of(fixture, Pooling.MAX, FEW, whole));
        double[] least = new double[whole.length];
        Arrays.fill(least, Double.NEGATIVE_INFINITY);
        check(fixture, PoolingData.of(fixture, Pooling.MAX, FEW, least));
    }

    /** A window with NaN becomes NaN; the other images do not change. */
    private static void notANumber(Fixture fixture, Pooling pooling) {
        PoolingData clean = PoolingData.normal(fixture, pooling, FEW);
        PoolingData spoiled = PoolingData.normal(fixture, pooling, FEW);
        int image = (int) FEW.images().rowElements();
        int outputs = (int) clean.outputs().rowElements();
        spoiled.x()[image + 9] = Double.NaN;
        spoiled.dy()[outputs + 2] = Double.NaN;
        double[] expected = spoiled.forward(Fixture.reference());
        double[] y = spoiled.forward(fixture);
        double[] dx = spoiled.backward(fixture);
        for (int i = 0; i < y.length; i++) {
            boolean touched = Double.isNaN(expected[i]);
            assertTrue(touched ? Double.isNaN(y[i]) : y[i] == clean.forward(fixture)[i], "y [" + i + "] = " + y[i]);
        }
        double[] cleanDx = clean.backward(fixture);
        for (int i = 0; i < dx.length; i++) {
            assertTrue(i / image == 1 || dx[i] == cleanDx[i], "dx [" + i + "] = " + dx[i]);
        }
    }

    private static void global(Fixture fixture, Shape shape, double[] x) {
        Shape channels = Shape.of(shape.size(0), shape.size(1));
        int positions = shape.size(2) * shape.size(3);
        double[] dy = fixture.normal(channels.elements(), 0, 1, 2);
        double[] expected = globalAverage(Fixture.reference(), shape, x);
        Closeness.assertClose(expected, globalAverage(fixture, shape, x),
                i -> fixture.accuracy().sum(positions) * meanSize(x, i, positions), "y");
        Tensor dx = fixture.blank(shape);
        PoolingData.kernel(fixture).globalAverageBackward(fixture.tensor(channels, dy), dx);
        double[] gradients = new double[x.length];
        Arrays.setAll(gradients, i -> dy[i / positions] / positions);
        Closeness.assertClose(gradients, dx.toDoubles(), i -> fixture.accuracy().elementwise() * Math.abs(gradients[i]), "dx");
    }

    private static double[] globalAverage(Fixture fixture, Shape shape, double[] x) {
        Tensor y = fixture.blank(Shape.of(shape.size(0), shape.size(1)));
        PoolingData.kernel(fixture).globalAverage(fixture.tensor(shape, x), y);
        return y.toDoubles();
    }

    private static double meanSize(double[] x, int channel, int positions) {
        return Arrays.stream(x, channel * positions, (channel + 1) * positions).map(Math::abs).average().orElseThrow();
    }
}
