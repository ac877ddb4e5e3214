package bn.experiments.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Ends the work on a {@link SimulatedDisk}, as a power cut does; nothing that follows has an effect. */
public final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
    private static final int DRAWN = 12;

    PowerCut() {
        super("a simulated power cut", null, false, false);
    }

    /** What a disk has after the cut of bytes that were written and not forced. */
    private enum Fate {
        /** The file is as it was forced last; empty if it never was. */
        LOST,
        /** Its length is there, its bytes are 0. */
        ZEROED,
        /** The first half is there. */
        TORN,
        /** They happened to come to the disk in time. */
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

    /** One of the many states in which a disk may be after a cut. */
    static final class Outcome {
        private final String name;
        private final IntPredicate names;
        private final Supplier<Fate> fate;

        private Outcome(String name, IntPredicate names, Supplier<Fate> fate) {
            this.name = name;
            this.names = names;
            this.fate = fate;
        }

        /** Whether a change of names is on the disk that was not forced. */
        boolean isKept(int change) {
            return names.test(change);
        }

        /** What is there of a file. */
        byte[] content(byte[] forced, byte[] written) {
            return Arrays.equals(forced, written) ? written : fate.get().content(forced, written);
        }

        @Override
        public String toString() {
            return name;
        }

        /** The first changes of names with all fates of the bytes, and some that are drawn. */
        static List<Outcome> of(int changes) {
            List<Outcome> all = new ArrayList<>();
            for (int kept = 0; kept <= changes; kept++) {
                int first = kept;
                for (Fate each : Fate.values()) {
                    all.add(new Outcome("the first " + first + " of " + changes + " changes of names, bytes " + each, i -> i < first,
                            () -> each));
                }
            }
            for (int seed = 0; seed < DRAWN; seed++) {
                Random random = new Random(seed);
                all.add(new Outcome("some of " + changes + " changes of names, drawn from seed " + seed, i -> random.nextBoolean(),
                        () -> Fate.values()[random.nextInt(Fate.values().length)]));
            }
            return all;
        }
    }
}
