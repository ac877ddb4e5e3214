package bn.experiments.study.choice;

import bn.experiments.study.Protocol;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The numbers of training examples of the experiment. */
final class TrainingSizes {
    private static final int[] STEPS = {100, 300, 1000, 3000, 10_000};
    private static final int REFERENCE = 1000;

    private TrainingSizes() {}

    /** All, smallest first: about equal steps in log, then all examples that there are to learn from, up to 3000 if quick. */
    static int[] of(Protocol protocol) {
        int most = protocol.quick() ? Math.min(3000, protocol.trainable()) : protocol.trainable();
        return IntStream.concat(Arrays.stream(STEPS).filter(size -> size < most), IntStream.of(most)).toArray();
    }

    /** The one that fixed rates are chosen at: the largest up to 1000 other than the last, or the last if there is no other. */
    static int reference(Protocol protocol) {
        int[] sizes = of(protocol);
        return Arrays.stream(sizes).limit(sizes.length - 1).filter(size -> size <= REFERENCE).max()
                .orElse(sizes[sizes.length - 1]);
    }
}
