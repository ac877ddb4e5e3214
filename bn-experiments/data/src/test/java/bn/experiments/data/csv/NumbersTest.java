package bn.experiments.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    /** To the bit, whatever the digits: of each length, with the point anywhere, as printed and as scientists write. */
    @Test
    void asJavaReadsThem() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            String digits = random.ints(1 + random.nextInt(20), 0, 10).collect(StringBuilder::new, StringBuilder::append,
                    StringBuilder::append).toString();
            int point = random.nextInt(digits.length() + 1);
            String text = (random.nextBoolean() ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point);
            assertSame(text);
            assertSame(digits);
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertSame(Double.toString(value));
                assertSame(String.format(Locale.ROOT, "%.6f", random.nextGaussian() * 1e5));
            }
        }
    }

    private static void assertSame(String text) {
        assertEquals(Double.parseDouble(text), Numbers.parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "+", ".", "-.", "1.2.3", "--1", "1-", "1 2", "1,5", "0x1", "1f", "NaN", "\u0661"})
    void noNumbers(String text) {
        assertEquals(Double.NaN, Numbers.parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "+.5", "5.", " 7 ", "1e3", "-0.000"})
    void unusualNumbers(String text) {
        assertSame(text);
    }
}
