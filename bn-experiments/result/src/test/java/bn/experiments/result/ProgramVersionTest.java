package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgramVersionTest {

    /** That the build has replaced what stands in the sources, and by nothing else. */
    @Test
    void theVersionNamesTheCommit() {
        String text = ProgramVersion.text();
        assertTrue(text.matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(commit ([0-9a-f]{12,40}(-dirty)?|unknown)\\)"), text);
    }
}
