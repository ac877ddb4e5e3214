package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs code on a {@link SimulatedDisk} again and again: each time, another file system call fails, or the power is cut before it.
 * The code must be deterministic, so that its calls can be numbered, and must be able to continue from any state in which it was
 * interrupted.
 */
public final class FaultInjection {
    /** The prefix of temporary files and lock files. */
    private static final String TEMPORARY = ".bn";

    private FaultInjection() {}

    /** Creates the initial files in a real folder. */
    public interface Setup {
        void in(Path folder) throws IOException;
    }

    /**
     * Writes below a folder of the simulated disk, and adds the name of each file to the list as soon as it is reported as
     * written.
     */
    public interface Work {
        void in(Path folder, List<String> reported) throws IOException;
    }

    /**
     * Fails if a file in a real folder has neither the old nor the new content, or not the new content although it was reported
     * as written. The folder is a copy that may be changed.
     */
    public interface Check {
        void in(Path folder, List<String> reported) throws IOException;
    }

    /**
     * Makes each call fail in turn. The work must then either succeed or throw a {@link BnException} with a message of one line
     * that contains the path. After that, the check must pass, and the work must succeed when it is repeated and leave no
     * temporary files.
     *
     * @param scratch a real folder in which many folders are created
     */
    public static void failEachCall(Path scratch, Setup setup, Work work, Check check) throws IOException {
        for (SimulatedDisk.Fault fault : List.of(SimulatedDisk.Fault.BEFORE, SimulatedDisk.Fault.AFTER,
                SimulatedDisk.Fault.LASTING)) {
            int call = 1;
            while (failCall(scratch, fresh(scratch, setup), call, fault, work, check)) {
                call++;
            }
            assertTrue(call > 1, "the work makes no call");
        }
    }

    private static boolean failCall(Path scratch, Path folder, int call, SimulatedDisk.Fault fault, Work work, Check check)
            throws IOException {
        SimulatedDisk disk = new SimulatedDisk(folder);
        List<String> reported = new ArrayList<>();
        disk.fail(call, fault);
        try {
            try {
                work.in(disk.root(), reported);
            } catch (BnException e) {
                assertTrue(e.getMessage().contains(disk.root().toString()), e.getMessage());
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
            disk.repair();
            check.in(copy(scratch, folder), List.copyOf(reported));
            work.in(disk.root(), reported);
            check.in(copy(scratch, folder), List.copyOf(reported));
            try (Stream<Path> all = Files.walk(folder)) {
                assertEquals(List.of(), all.filter(file -> file.getFileName().toString().startsWith(TEMPORARY)).toList());
            }
        } catch (AssertionError | RuntimeException | IOException e) {
            throw new AssertionError(disk.failed() + ": " + e, e);
        }
        return !disk.failed().isEmpty();
    }

    /**
     * Cuts the power before each call and after the last one. The check must pass for every possible state of the disk.
     *
     * @param scratch a real folder in which many folders are created
     */
    public static void cutPowerAtEachCall(Path scratch, Setup setup, Work work, Check check) throws IOException {
        Set<String> checked = new HashSet<>();
        for (int call = 1;; call++) {
            SimulatedDisk disk = new SimulatedDisk(fresh(scratch, setup));
            List<String> reported = new ArrayList<>();
            disk.fail(call, SimulatedDisk.Fault.POWER_CUT);
            try {
                work.in(disk.root(), reported);
            } catch (PowerCut e) {
                // The work ends here.
            }
            for (PowerCut.Outcome outcome : PowerCut.Outcome.of(disk.state().pending())) {
                DiskImage image = disk.state().image(outcome);
                if (!checked.add(reported + "\n" + image)) {
                    continue;
                }
                try {
                    check.in(fresh(scratch, image::write), List.copyOf(reported));
                } catch (AssertionError | RuntimeException | IOException e) {
                    throw new AssertionError((disk.failed().isEmpty() ? "after the last call" : disk.failed()) + ", reported "
                            + reported + ", " + outcome + ": " + e, e);
                }
            }
            if (disk.failed().isEmpty()) {
                assertTrue(call > 1, "the work makes no call");
                return;
            }
        }
    }

    private static Path copy(Path scratch, Path folder) throws IOException {
        return fresh(scratch, new DiskState(folder).image(PowerCut.Outcome.of(0).get(0))::write);
    }

    private static Path fresh(Path scratch, Setup setup) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "disk");
        setup.in(folder);
        return folder;
    }
}
