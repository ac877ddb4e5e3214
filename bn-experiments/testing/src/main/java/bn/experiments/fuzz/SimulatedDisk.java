package bn.experiments.fuzz;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A folder as a file system of its own, whose calls are counted and of which one can fail, or cut the power. Files are those of the
 * folder itself, so that locks, links and modes are the real ones.
 */
public final class SimulatedDisk {
    private final SimulatedDiskProvider provider;
    private final Path root;
    private final DiskState state;
    private int calls;
    private int at;
    private Fault fault;
    private String failed = "";

    /** How a call fails. */
    public enum Fault {
        /** It does nothing and throws. */
        BEFORE,
        /** It does its work and throws, as when the answer of a server is lost. */
        AFTER,
        /** It and all that follow do nothing and throw, as on a disk that is full or was pulled out. */
        LASTING,
        /** Likewise with an error that no code may catch; then see what is left. */
        POWER_CUT
    }

    /** A call of the file system. */
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * A disk that does not fail yet, and on which all is that the folder has.
     *
     * @param folder a real one
     */
    public SimulatedDisk(Path folder) throws IOException {
        root = folder.toRealPath();
        state = new DiskState(root);
        provider = new SimulatedDiskProvider(this, root.getFileSystem());
    }

    /** The folder on this disk. */
    public Path root() {
        return provider.wrapPath(root);
    }

    /** Lets a call fail, where 1 is the next. */
    public void fail(int call, Fault how) {
        calls = 0;
        failed = "";
        at = call;
        fault = how;
    }

    /** Nothing fails any more. */
    public void repair() {
        fault = null;
    }

    /** The call that has failed; empty if none has. */
    public String failed() {
        return failed;
    }

    DiskState state() {
        return state;
    }

    synchronized <T> T call(String name, Path file, Action<T> action) throws IOException {
        calls++;
        boolean here = fault != null && calls == at;
        if (here) {
            failed = "call " + calls + ", " + name + " " + file + ", " + fault;
        }
        if (fault == Fault.POWER_CUT && calls >= at) {
            throw new PowerCut();
        }
        if (here && fault == Fault.BEFORE || fault == Fault.LASTING && calls >= at) {
            throw error(name, file);
        }
        T result = action.run();
        if (here && fault == Fault.AFTER) {
            if (result instanceof Closeable open) {
                open.close();
            }
            throw error(name, file);
        }
        return result;
    }

    /** As the JDK has them: those of channels do not name a file. */
    private static IOException error(String name, Path file) {
        return switch (name) {
            case "write" -> new IOException("No space left on device");
            case "read", "force", "close", "lock" -> new IOException("Input/output error");
            default -> new FileSystemException(file.toString(), null, "Input/output error");
        };
    }
}
