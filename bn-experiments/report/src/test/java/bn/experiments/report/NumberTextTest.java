package bn.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0 | 0", "-0.0 | 0", "1 | 1", "-2.5 | −2.5", "0.1 | 0.1", "3.14159265 | 3.142", "0.00031416 | 0.0003142",
            "999.96 | 1,000", "12345.678 | 12,346", "1234567 | 1,234,567", "9999999 | 9,999,999",
            "10000000 | 1×10⁷", "3.14159e-13 | 3.142×10⁻¹³", "-2e-5 | −2×10⁻⁵", "9.99996e-10 | 1×10⁻⁹",
            "1.5e300 | 1.5×10³⁰⁰", "4.9e-324 | 4.9×10⁻³²⁴", "NaN | NaN", "Infinity | ∞", "-Infinity | −∞"})
    void roundsToFourSignificantDigits(double value, String text) {
        assertEquals(text, NumberText.of(value));
    }

    @Test
    void roundsToANumberOfDecimals() {
        assertEquals("0.50", NumberText.plain(0.5, 2));
        assertEquals("−1,234.568", NumberText.plain(-1234.5678, 3));
        assertEquals("0.30", NumberText.plain(3 * 0.1, 2));
        assertEquals("0.00", NumberText.plain(-0.001, 2));
    }
}
