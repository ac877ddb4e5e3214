package bn.experiments.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Ends all work on a {@link SimulatedDisk}: every later call throws it too. It is an error so that no code catches it. */
public final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
    private static final int DRAWN = 12;

    PowerCut() {
        super("a simulated power cut", null, false, false);
    }

    /** What happens to bytes that were written but not forced. */
    private enum Fate {
        /** The file has the content that was forced last; it is empty if it was never forced. */
        LOST,
        /** The length is correct, but the new bytes are 0. */
        ZEROED,
        /** Only the first half of the new bytes is on the disk. */
        TORN,
        /** All bytes are on the disk, by chance. */
        WRITTEN;

        byte[] content(byte[] forced, byte[] written) {
            int same = Math.max(0, Arrays.mismatch(forced, written));
            return switch (this) {
                case LOST -> forced;
                case WRITTEN -> written;
                case TORN -> Arrays.copyOf(written, (same + written.length) / 2);
                case ZEROED -> {
                    byte[] content = Arrays.copyOf(written, written.length);
                    Arrays.fill(content, Math.min(same, written.length), written.length, (byte) 0);
                    yield content;
                }
            };
        }
    }

    /** A possible state of a disk after a power cut. */
    static final class Outcome {
        private final String name;
        private final IntPredicate names;
        private final Supplier<Fate> fate;

        private Outcome(String name, IntPredicate names, Supplier<Fate> fate) {
            this.name = name;
            this.names = names;
            this.fate = fate;
        }

        /** Whether a change of names that was not forced is on the disk. */
        boolean isKept(int change) {
            return names.test(change);
        }

        /** The content of a file after the cut. */
        byte[] content(byte[] forced, byte[] written) {
            return Arrays.equals(forced, written) ? written : fate.get().content(forced, written);
        }

        @Override
        public String toString() {
            return name;
        }

        /** Outcomes with each number of first changes of names and each fate of the bytes, and some random ones. */
        static List<Outcome> of(int changes) {
            List<Outcome> all = new ArrayList<>();
            for (int kept = 0; kept <= changes; kept++) {
                int first = kept;
                for (Fate each : Fate.values()) {
                    all.add(new Outcome("the first " + first + " of " + changes + " changes of names, bytes " + each,
                            i -> i < first,
                            () -> each));
                }
            }
            for (int seed = 0; seed < DRAWN; seed++) {
                Random random = new Random(seed);
                all.add(new Outcome("some of " + changes + " changes of names, drawn from seed " + seed,
                        i -> random.nextBoolean(),
                        () -> Fate.values()[random.nextInt(Fate.values().length)]));
            }
            return all;
        }
    }
}
