package bn.conformance.kernel;

import static bn.conformance.kernel.Geometry.axis;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Shape;
import bn.api.kernel.ConvolutionKernel;
import bn.conformance.check.Accuracy;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Convolutions, if the backend has them, compared with the reference element by element. */
public final class ConvolutionChecks {
    private static final int RANDOM = 20;
    private static final ConvolutionSizes GROUPED = sizes(Geometry.square(Shape.of(3, 4, 5, 6), 3, 2, 1), 6, 2);
    private static final ConvolutionSizes UNEVEN = sizes(
            Geometry.of(Shape.of(2, 3, 9, 8), axis(3, 2, 1, 0, 1), axis(2, 1, 3, 2, 0)), 4, 1);
    /** 204,800 gradients with respect to one bias. */
    private static final ConvolutionSizes LONG = sizes(Geometry.square(Shape.of(50, 1, 64, 64), 1, 1, 0), 1, 1);

    private ConvolutionChecks() {}

    /** A pass on a backend. */
    private interface Pass extends BiFunction<Fixture, ConvolutionData, double[]> {}

    private static ConvolutionSizes sizes(Geometry geometry, int outputChannels, int groups) {
        return new ConvolutionSizes(geometry, outputChannels, groups);
    }

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return underTest.optional(ConvolutionKernel.class, () -> checks(underTest));
    }

    private static Stream<DynamicNode> checks(BackendUnderTest underTest) {
        Stream<DynamicNode> chosen = ConvolutionCases.all().map(sizes -> underTest.test(sizes.toString(), sizes.work(),
                fixture -> check(fixture, ConvolutionData.normal(fixture, sizes))));
        Stream<DynamicNode> random = LongStream.range(0, RANDOM).mapToObj(seed -> {
            ConvolutionSizes sizes = ConvolutionSizes.random(seed);
            return underTest.test("random, seed " + seed + ": " + sizes, sizes.work(),
                    fixture -> check(fixture, ConvolutionData.normal(fixture, sizes)));
        });
        Stream<DynamicNode> inViews = Stream.of(GROUPED, UNEVEN).map(sizes -> underTest.testInViews(sizes.toString(),
                sizes.work(), fixture -> check(fixture, ConvolutionData.normal(fixture, sizes))));
        Stream<DynamicNode> others = Stream.of(
                underTest.test("without a bias", GROUPED.work() + UNEVEN.work(), ConvolutionChecks::withoutBias),
                underTest.test("the gradient with respect to the bias does not drift over long batches",
                        2 * LONG.outputs().elements(),
                        ConvolutionChecks::longBatch),
                underTest.test("NaN stays in its image", GROUPED.work(), ConvolutionChecks::notANumber),
                underTest.test("NaN in a gradient stays in its channel", GROUPED.work(),
                        ConvolutionChecks::notANumberInGradient));
        return Stream.of(chosen, random, inViews, others).flatMap(each -> each);
    }

    private static void check(Fixture fixture, ConvolutionData data) {
        Accuracy accuracy = fixture.accuracy();
        ConvolutionSizes sizes = data.sizes();
        compare(fixture, data, accuracy.product(sizes.productsOfOutput() + 1), "y", (f, d) -> d.forward(f, true));
        compare(fixture, data, accuracy.product(sizes.productsOfInput()), "dx", (f, d) -> d.backwardInput(f));
        double[][] expected = data.backwardParameters(Fixture.reference(), true);
        double[][] bounds = data.absolute().backwardParameters(Fixture.reference(), true);
        double[][] actual = data.backwardParameters(fixture, true);
        double error = accuracy.product(sizes.productsOfWeight());
        Closeness.assertClose(expected[0], actual[0], i -> error * bounds[0][i], "dW");
        double sum = accuracy.sum(sizes.productsOfWeight());
        Closeness.assertClose(expected[1], actual[1], i -> sum * bounds[1][i], "db");
    }

    /** Errors are relative to sums of absolute values, which the reference computes from absolute values. */
    private static void compare(Fixture fixture, ConvolutionData data, double error, String what, Pass pass) {
        double[] bounds = pass.apply(Fixture.reference(), data.absolute());
        Closeness.assertClose(pass.apply(Fixture.reference(), data), pass.apply(fixture, data), i -> error * bounds[i], what);
    }

    private static void withoutBias(Fixture fixture) {
        for (ConvolutionSizes sizes : List.of(GROUPED, UNEVEN)) {
            ConvolutionData data = ConvolutionData.normal(fixture, sizes);
            compare(fixture, data, fixture.accuracy().product(sizes.productsOfOutput()), "y", (f, d) -> d.forward(f, false));
            compare(fixture, data, fixture.accuracy().product(sizes.productsOfWeight()), "dW",
                    (f, d) -> d.backwardParameters(f, false)[0]);
        }
    }

    private static void longBatch(Fixture fixture) {
        double[] tenths = new double[(int) LONG.outputs().elements()];
        Arrays.fill(tenths, fixture.round(0.1));
        ConvolutionData data = new ConvolutionData(LONG, tenths, new double[1], new double[1], tenths);
        compare(fixture, data, fixture.accuracy().sum(tenths.length), "db", (f, d) -> d.backwardParameters(f, true)[1]);
    }

    /** The image becomes NaN at least where a window contains the NaN; the other images do not change. */
    private static void notANumber(Fixture fixture) {
        ConvolutionData clean = ConvolutionData.normal(fixture, GROUPED);
        ConvolutionData spoiled = ConvolutionData.normal(fixture, GROUPED);
        int image = 1;
        spoiled.x()[image * (int) GROUPED.inputs().rowElements() + 7] = Double.NaN;
        spoiled.dy()[image * (int) GROUPED.outputs().rowElements() + 4] = Double.NaN;
        compareOthers(spoiled.forward(Fixture.reference(), true), clean.forward(fixture, true), spoiled.forward(fixture, true),
                image, (int) GROUPED.outputs().rowElements(), "y");
        compareOthers(spoiled.backwardInput(Fixture.reference()), clean.backwardInput(fixture), spoiled.backwardInput(fixture),
                image, (int) GROUPED.inputs().rowElements(), "dx");
    }

    private static void notANumberInGradient(Fixture fixture) {
        ConvolutionData clean = ConvolutionData.normal(fixture, GROUPED);
        ConvolutionData spoiled = ConvolutionData.normal(fixture, GROUPED);
        int channel = 2;
        int positions = (int) GROUPED.outputs().rowElements() / GROUPED.outputChannels();
        spoiled.dy()[channel * positions + 1] = Double.NaN;
        for (int i = 0; i < 2; i++) {
            compareOthers(spoiled.backwardParameters(Fixture.reference(), true)[i], clean.backwardParameters(fixture, true)[i],
                    spoiled.backwardParameters(fixture, true)[i], channel, i == 0 ? (int) GROUPED.weights().rowElements() : 1,
                    i == 0 ? "dW" : "db");
        }
    }

    /** In one row, NaN is where the reference has it; the other rows have the bits of the results without NaN. */
    private static void compareOthers(double[] expected, double[] clean, double[] actual, int row, int rowElements, String what) {
        for (int i = 0; i < actual.length; i++) {
            if (i / rowElements != row) {
                Closeness.assertClose(clean[i], actual[i], 0, what + " [" + i + "]");
            } else if (Double.isNaN(expected[i])) {
                assertTrue(Double.isNaN(actual[i]), what + " [" + i + "] = " + actual[i]);
            }
        }
    }
}
