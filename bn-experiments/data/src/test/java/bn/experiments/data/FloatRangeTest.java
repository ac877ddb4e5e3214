package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.data.digits.SyntheticDigits;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloatRangeTest {
    private static final int COUNT = 500;

    /** Two Gaussian features and a Gaussian target; the second feature and the target are transformed by functions. */
    private static Examples examples(DoubleUnaryOperator second, DoubleUnaryOperator target) {
        Random random = new Random(1);
        double[] values = new double[2 * COUNT];
        double[] targets = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[2 * i] = random.nextGaussian();
            values[2 * i + 1] = second.applyAsDouble(random.nextGaussian());
            targets[i] = target.applyAsDouble(random.nextGaussian());
        }
        return Examples.ofRows(values, 2, IntStream.range(0, COUNT).toArray(), new Targets.Values(targets));
    }

    private static Examples feature(DoubleUnaryOperator second) {
        return examples(second, y -> y);
    }

    private static void passes(Examples examples, DType dtype) {
        assertDoesNotThrow(() -> FloatRange.check(examples, dtype));
    }

    private static void refused(Examples examples, DType dtype, String... parts) {
        String message = assertThrows(BnException.class, () -> FloatRange.check(examples, dtype)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void ordinaryDataAreAccepted() {
        for (DType dtype : DType.values()) {
            passes(feature(x -> x), dtype);
            passes(feature(x -> 2000 + 1e-1 * x), dtype);
            passes(feature(x -> 1.7e9 + 1e6 * x), dtype);
            passes(feature(x -> 5), dtype);
            passes(feature(x -> 1e9 * x), dtype);
            passes(feature(x -> 1e-9 * x), dtype);
            passes(SyntheticDigits.draw(1, 20, 1).train(), dtype);
        }
    }

    /** The limit is a mean of 2^16 deviations in float32 and of 2^45 in float64. */
    @Test
    void aMeanMuchLargerThanTheDeviation() {
        passes(feature(x -> 0x1p15 + x), DType.FLOAT32);
        refused(feature(x -> 0x1p17 + x), DType.FLOAT32, "feature 2 of 2 has mean 131072", "f32", "standardize", "float64");
        refused(feature(x -> -1e8 + x), DType.FLOAT32, "feature 2 of 2");
        passes(feature(x -> 1e8 + x), DType.FLOAT64);
        passes(feature(x -> 0x1p44 + x), DType.FLOAT64);
        refused(feature(x -> 0x1p46 + x), DType.FLOAT64, "feature 2 of 2", "f64");
        refused(examples(x -> x, y -> 1e8 + y), DType.FLOAT32, "the target has mean");
    }

    /** A large constant is added to all pre-activations, where it leaves no digits for the other features. */
    @Test
    void aLargeConstantFeature() {
        refused(feature(x -> 1e9), DType.FLOAT32, "feature 2 of 2 is constantly 1.00000e+09", "leave it out");
        passes(feature(x -> 1e9), DType.FLOAT64);
        passes(feature(x -> 1e3), DType.FLOAT32);
    }

    @Test
    void valuesWhoseSquaresDoNotFit() {
        refused(feature(x -> 1e20 * x), DType.FLOAT32, "feature 2 of 2 has values up to", "squares", "float64");
        passes(feature(x -> 1e20 * x), DType.FLOAT64);
        refused(feature(x -> 1e200 * x), DType.FLOAT64, "feature 2 of 2 has values up to");
        refused(examples(x -> x, y -> 1e20 * y), DType.FLOAT32, "the target has values up to");
        Examples small = feature(x -> x).map((example, features, offset, width) -> {
            features[offset] *= 1e-30;
            features[offset + 1] *= 1e-30;
        });
        refused(small, DType.FLOAT32, "largest standard deviation");
        passes(small, DType.FLOAT64);
    }
}
