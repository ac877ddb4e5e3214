package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of docs/tutorial.md and of docs/your-own-model.md in its order, in one folder, and what it prints. {@code -Dbn.tutorial.write} writes what is printed
 * into the page instead; read it before you commit it.
 */
class TutorialIT {
    /** A block of commands, and the block of what they print, if it follows. */
    private static final Pattern STEP = Pattern.compile("```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);

    /** Numbers are printed with at least three digits, and another processor rounds differently. */
    private static final double TOLERANCE = 2e-3;

    /** Below this, in these units, a number is rounding. */
    private static final double ROUNDING = 1e-9;

    @TempDir
    private Path folder;

    @Test
    void tutorial() throws IOException, InterruptedException {
        everyCommandPrintsWhatThePageSays("tutorial.md", 10);
    }

    @Test
    void yourOwnModel() throws IOException, InterruptedException {
        assumeTrue(Launch.sh(folder, "PATH=/usr/bin:$PATH; python3 -c 'import torch, numpy'").code() == 0,
                "PyTorch is not installed: the commands of docs/your-own-model.md are not run");
        everyCommandPrintsWhatThePageSays("your-own-model.md", 6);
    }

    private void everyCommandPrintsWhatThePageSays(String name, int least) throws IOException, InterruptedException {
        Path page = Path.of(System.getProperty("bn.root"), "docs", name);
        String text = Files.readString(page);
        Files.createSymbolicLink(folder.resolve("bn"), Launch.distribution().resolve("bin/bn"));
        StringBuilder written = new StringBuilder();
        Matcher step = STEP.matcher(text);
        int steps = 0;
        while (step.find()) {
            Launch.Result result = Launch.sh(folder, "PATH=/usr/bin:$PATH; exec 2>&1; " + step.group(1));
            String printed = printed(result.out());
            assertEquals(0, result.code(), step.group(1) + printed);
            steps++;
            String block = step.group(2) == null ? "" : "\n```text\n" + printed + "```\n";
            step.appendReplacement(written, Matcher.quoteReplacement("```sh\n" + step.group(1) + "```\n" + block));
            if (step.group(2) != null && System.getProperty("bn.tutorial.write") == null) {
                assertSame(step.group(1), step.group(2), printed);
            }
        }
        step.appendTail(written);
        assertTrue(steps >= least, steps + " blocks of commands");
        if (System.getProperty("bn.tutorial.write") != null) {
            Files.writeString(page, written);
        }
    }

    private static String printed(String out) {
        return Launch.withoutAparapi(out).stripTrailing() + "\n";
    }

    private static void assertSame(String command, String expected, String printed) {
        List<String> wanted = words(expected);
        List<String> given = words(printed);
        assertEquals(wanted.size(), given.size(), () -> command + printed);
        for (int i = 0; i < wanted.size(); i++) {
            String word = wanted.get(i);
            assertTrue(same(word, given.get(i)), () -> command + "expected " + word + " in\n" + printed);
        }
    }

    /** Words and numbers; the widths of columns and the speed of a machine are left out. */
    private static List<String> words(String text) {
        String steady = text.replaceAll("[0-9,]+ examples/s", "examples/s").replaceAll("(?m)^[- ]+$", "");
        return Arrays.stream(steady.strip().split("[\\s();,]+")).toList();
    }

    private static boolean same(String wanted, String given) {
        if (wanted.equals(given)) {
            return true;
        }
        try {
            double a = Double.parseDouble(wanted);
            double b = Double.parseDouble(given);
            return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b)) + ROUNDING;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
