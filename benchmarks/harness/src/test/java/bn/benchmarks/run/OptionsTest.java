package bn.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void takesSectionsAndSettings() {
        Options options = Options.parse("--threads", "3", "step", "--seed", "-7", "memory", "--smoke");
        assertEquals(3, options.threads());
        assertEquals(-7, options.seed());
        assertTrue(options.smoke() && options.wants("step") && options.wants("memory"));
        assertFalse(options.wants("batch-norm"));
    }

    @Test
    void runsAllSectionsUnlessSomeAreNamed() {
        Options options = Options.parse("--threads", "1");
        assertTrue(options.wants("batch-norm") && options.wants("start"));
        assertFalse(options.smoke());
    }

    @Test
    void saysWhatIsWrong() {
        assertTrue(message("steps")
                .contains("no section or option 'steps'; sections are batch-norm, batch-norm-images, convolution"));
        assertEquals("--threads takes a whole number from 1 to 1024, got '0'", message("--threads", "0"));
        assertEquals("--threads takes a whole number from 1 to 1024, got ''", message("--threads"));
    }

    private static String message(String... args) {
        return assertThrows(IllegalArgumentException.class, () -> Options.parse(args)).getMessage();
    }
}
