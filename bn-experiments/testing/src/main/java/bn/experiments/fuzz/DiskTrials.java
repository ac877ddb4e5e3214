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
 * Work on a {@link SimulatedDisk} of which each call in turn fails, or is the last before the power is cut. The work must be the same
 * whenever it is done, so that its calls can be counted, and must be able to begin on what any part of it has left.
 */
public final class DiskTrials {
    /** What this project puts next to results for a while: temporary files and locks. */
    private static final String OURS = ".bn";

    private DiskTrials() { }

    /** Puts into a real folder what is there before. */
    public interface Beginning {
        void in(Path folder) throws IOException;
    }

    /** Writes below a folder of the simulated disk, and adds a text to the list for each thing that is reported as written. */
    public interface Work {
        void in(Path folder, List<String> reported) throws IOException;
    }

    /**
     * Fails if a real folder does not have the older or the newer content, and the newer one of what was reported as written. The folder
     * is a copy, which it may change.
     */
    public interface Check {
        void in(Path folder, List<String> reported) throws IOException;
    }

    /**
     * Lets each call fail. The failure must be a {@link BnException} of one line that names the folder or something in it, or not
     * matter; after it the check must pass, and the work must succeed when it is done once more, with nothing left over.
     *
     * @param scratch a real folder, for many folders in it
     */
    public static void failures(Path scratch, Beginning beginning, Work work, Check check) throws IOException {
        for (SimulatedDisk.Fault fault : List.of(SimulatedDisk.Fault.BEFORE, SimulatedDisk.Fault.AFTER, SimulatedDisk.Fault.LASTING)) {
            int call = 1;
            while (failure(scratch, fresh(scratch, beginning), call, fault, work, check)) {
                call++;
            }
            assertTrue(call > 1, "the work makes no call");
        }
    }

    private static boolean failure(Path scratch, Path folder, int call, SimulatedDisk.Fault fault, Work work, Check check)
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
                assertEquals(List.of(), all.filter(file -> file.getFileName().toString().startsWith(OURS)).toList());
            }
        } catch (AssertionError | RuntimeException | IOException e) {
            throw new AssertionError(disk.failed() + ": " + e, e);
        }
        return !disk.failed().isEmpty();
    }

    /**
     * Cuts the power before each call and after the last. In all outcomes that a disk may then have, the check must pass.
     *
     * @param scratch a real folder, for many folders in it
     */
    public static void powerCuts(Path scratch, Beginning beginning, Work work, Check check) throws IOException {
        Set<String> checked = new HashSet<>();
        for (int call = 1;; call++) {
            SimulatedDisk disk = new SimulatedDisk(fresh(scratch, beginning));
            List<String> reported = new ArrayList<>();
            disk.fail(call, SimulatedDisk.Fault.POWER_CUT);
            try {
                work.in(disk.root(), reported);
            } catch (PowerCut e) {
                // Then nothing is reported any more.
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

    private static Path fresh(Path scratch, Beginning beginning) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "disk");
        beginning.in(folder);
        return folder;
    }
}
