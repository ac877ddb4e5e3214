package bn.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void numbersAreAlignedRightAndWordsLeft() {
        TextTable table = new TextTable("name", "count");
        table.row("a", "7");
        table.row("bcdef", "1,234.5");
        assertEquals("""
                name     count
                -----  -------
                a            7
                bcdef  1,234.5
                """, table.toString());
        assertThrows(IllegalArgumentException.class, () -> table.row("one cell"));
    }

    @Test
    void theBarShowsShareTimeLeftAndDetailWithinALine() {
        ProgressBar bar = new ProgressBar(console(true, 60), "work");
        bar.show(1, 2, "half done, and more to say than fits into one line of the terminal");
        String line = err.toString().replace("\r\u001b[K", "");
        assertTrue(line.startsWith("work [######......]  50 %, 0:00 left  half done"), line);
        assertEquals(59, line.length());
        bar.close();
        assertTrue(err.toString().endsWith("\r\u001b[K"));
    }

    @Test
    void nobodyIsShownABarWhoDoesNotWatch() {
        new ProgressBar(console(false, 60), "work").show(1, 2, "half done");
        assertEquals("", err.toString());
    }

    @Test
    void linesTakeTheStatusAway() {
        Console console = console(true, 80);
        console.status("working");
        console.print("result");
        assertEquals("\r\u001b[Kworking\r\u001b[K", err.toString());
        assertEquals("result", out.toString().strip());
    }

    @Test
    void aScreenShowsWhatFitsAndSaysWhatDoesNot() {
        assertEquals("\u001b[H\u001b[Ja\nb\n", new Screen(10, 4).frame("a\nb\n"));
        assertEquals("\u001b[H\u001b[J1\n2\n(2 lines more: enlarge the terminal)\n", new Screen(80, 4).frame("1\n2\n3\n4\n"));
        assertEquals("\u001b[H\u001b[J1\n2\n3\n", new Screen(80, 4).frame("1\n2\n3\n"));
        assertEquals("\u001b[H\u001b[J123456789\n(2 lines \n", new Screen(10, 3).frame("1234567890\n2\n3\n"));
        assertEquals("\u001b[H\u001b[J123456789\n(lines ar\n", new Screen(10, 5).frame("1234567890\n"));
    }

    @Test
    void withoutAScreenATextIsPrinted() {
        console(true, 80).show("a\n");
        assertEquals("a\n", out.toString());
    }

    @Test
    void timesReadAsOnAClock() {
        assertEquals("0:07", ProgressBar.time(7.4));
        assertEquals("12:05", ProgressBar.time(725));
        assertEquals("2:00:01", ProgressBar.time(7201));
    }

    /** Takes a few bytes, then fails. */
    private static OutputStream failing(String message) {
        return new OutputStream() {
            private int left = 3;

            @Override
            public void write(int one) throws IOException {
                if (left-- == 0) {
                    throw new IOException(message);
                }
            }
        };
    }

    @Test
    void outputThatIsLostIsTold() {
        ByteArrayOutputStream notes = new ByteArrayOutputStream();
        Console console = Console.of(failing("No space left on device"), notes, false, 80, Optional.empty());
        assertTrue(console.complete());
        console.print("four");
        console.print("more");
        assertFalse(console.complete());
        assertEquals("bn: not all output could be written: No space left on device",
                notes.toString(StandardCharsets.UTF_8).strip());

        ByteArrayOutputStream results = new ByteArrayOutputStream();
        Console silent = Console.of(results, failing("Bad file descriptor"), false, 80, Optional.empty());
        silent.note("four");
        assertFalse(silent.complete());
        assertEquals("", results.toString(StandardCharsets.UTF_8));
    }

    /** As head -1 does. */
    @Test
    void aReaderWhoHasSeenEnoughIsNoFailure() {
        ByteArrayOutputStream notes = new ByteArrayOutputStream();
        Console console = Console.of(failing("Broken pipe"), notes, false, 80, Optional.empty());
        console.print("four");
        assertTrue(console.complete());
        assertEquals(0, notes.size());
    }

    private Console console(boolean terminal, int columns) {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true), terminal, columns);
    }
}
