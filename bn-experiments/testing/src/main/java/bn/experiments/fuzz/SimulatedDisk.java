package bn.experiments.fuzz;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file system over a real folder, in which calls are counted, and a chosen call fails or cuts the power. The files are those of
 * the real folder, so locks, links and modes are real.
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
        /** The call has no effect and throws. */
        BEFORE,
        /** The call has its effect and throws, as if the response of a file server was lost. */
        AFTER,
        /** This call and all later ones have no effect and throw, as if the disk was full or removed. */
        LASTING,
        /** Like LASTING, with an {@link Error} that no code catches. */
        POWER_CUT
    }

    /** A call of the file system. */
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * A disk without faults, on which everything in the folder is forced.
     *
     * @param folder a real folder
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

    /** Makes a later call fail; 1 is the next call. */
    public void fail(int call, Fault how) {
        calls = 0;
        failed = "";
        at = call;
        fault = how;
    }

    /** Ends all faults. */
    public void repair() {
        fault = null;
    }

    /** Describes the call that failed; empty if none did. */
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

    /** An exception as the JDK throws it: those of channels have no path. */
    private static IOException error(String name, Path file) {
        return switch (name) {
            case "write" -> new IOException("No space left on device");
            case "read", "force", "close", "lock" -> new IOException("Input/output error");
            default -> new FileSystemException(file.toString(), null, "Input/output error");
        };
    }
}
