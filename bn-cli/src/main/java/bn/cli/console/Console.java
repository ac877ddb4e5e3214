package bn.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Standard output for results, standard error for everything about the work: progress, notes, failures. */
public final class Console {
    private static final int USUAL_COLUMNS = 80;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final int columns;
    private final Optional<Screen> screen;
    private final List<CheckedStream> streams;
    private boolean statusShown;

    /**
     * A console on two writers, which do not fail.
     *
     * @param terminal whether it is a terminal, so that a status line may be overwritten
     * @param columns width of a line; a status line that wrapped could not be overwritten
     */
    public Console(PrintWriter out, PrintWriter err, boolean terminal, int columns) {
        this(out, err, terminal, columns, Optional.empty(), List.of());
    }

    private Console(PrintWriter out, PrintWriter err, boolean terminal, int columns, Optional<Screen> screen,
            List<CheckedStream> streams) {
        this.streams = streams;
        this.screen = screen;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.columns = columns;
    }

    /**
     * The console of this process; the launcher sets COLUMNS where standard error is a terminal, and LINES where standard output is
     * one too, and only there.
     */
    public static Console ofProcess() {
        String type = System.getenv("TERM");
        boolean terminal = System.getenv("COLUMNS") != null && type != null && !type.equals("dumb");
        int columns = Screen.size("COLUMNS").orElse(USUAL_COLUMNS);
        return of(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), terminal, columns,
                terminal ? Screen.size("LINES").map(lines -> new Screen(columns, lines)) : Optional.empty());
    }

    /** A console on two streams, which may fail. */
    static Console of(OutputStream out, OutputStream err, boolean terminal, int columns, Optional<Screen> screen) {
        List<CheckedStream> streams = List.of(new CheckedStream(out), new CheckedStream(err));
        return new Console(writer(streams.get(0)), writer(streams.get(1)), terminal, columns, screen, streams);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** For results. */
    public PrintWriter out() {
        return out;
    }

    /** For everything else. */
    public PrintWriter err() {
        return err;
    }

    /** Prints a line of results. */
    public void print(String line) {
        clearStatus();
        out.println(line);
        out.flush();
    }

    /** Prints results that end their lines themselves, such as JSON. */
    public void printText(String text) {
        clearStatus();
        out.print(text);
        out.flush();
    }

    /** Prints a text that is to be seen as it is now: on a terminal in place of the one before, cut to its size. */
    public void show(String text) {
        printText(screen.map(terminal -> terminal.frame(text)).orElse(text));
    }

    /** The length of lines that {@link #show} does not cut. */
    public int lineLength() {
        return screen.map(terminal -> terminal.columns() - 1).orElse(Integer.MAX_VALUE);
    }

    /** Prints a line about the work. */
    public void note(String line) {
        clearStatus();
        err.println(line);
        err.flush();
    }

    /** Whether everything that was printed has been written. If not, a note says so, if it can still be written. */
    public boolean complete() {
        out.flush();
        err.flush();
        List<IOException> failures = streams.stream().map(CheckedStream::failure).flatMap(Optional::stream).toList();
        failures.forEach(e -> note("bn: not all output could be written: " + e.getMessage()));
        return failures.isEmpty();
    }

    /** Whether {@link #status} shows anything. */
    public boolean terminal() {
        return terminal;
    }

    /** Shows a line that the next one overwrites; nothing if it is not a terminal. */
    public void status(String line) {
        if (terminal) {
            err.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), columns - 1)));
            err.flush();
            statusShown = true;
        }
    }

    /** Removes the status line. */
    public void clearStatus() {
        if (statusShown) {
            err.print(CLEAR_LINE);
            err.flush();
            statusShown = false;
        }
    }
}
