package bn.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Standard output for results, standard error for everything about the work: progress, notes, failures. */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private boolean statusShown;

    /**
     * A console on two writers.
     *
     * @param terminal whether a person watches, so that a status line may be overwritten in place
     */
    public Console(PrintWriter out, PrintWriter err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The console of this process. */
    public static Console ofProcess() {
        return new Console(writer(FileDescriptor.out), writer(FileDescriptor.err),
                System.console() != null && System.getenv("TERM") != null && !"dumb".equals(System.getenv("TERM")));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
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

    /** Prints a line about the work. */
    public void note(String line) {
        clearStatus();
        err.println(line);
        err.flush();
    }

    /** Prints a failure. */
    public void error(String line) {
        note(line);
    }

    /** Whether {@link #status} shows anything. */
    public boolean terminal() {
        return terminal;
    }

    /** Shows a line that the next one overwrites; nothing if no person watches. */
    public void status(String line) {
        if (terminal) {
            err.print(CLEAR_LINE + line);
            err.flush();
            statusShown = true;
        }
    }

    /** Takes the status line away. */
    public void clearStatus() {
        if (statusShown) {
            err.print(CLEAR_LINE);
            err.flush();
            statusShown = false;
        }
    }
}
