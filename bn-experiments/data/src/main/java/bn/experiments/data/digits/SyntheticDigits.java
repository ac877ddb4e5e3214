package bn.experiments.data.digits;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import bn.experiments.result.MaxHeap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The data set {@code synthetic-digits}: 28 x 28 grey digits, strokes with random slant, rotation, scale, shift, thickness,
 * blur, contrast and grain.
 *
 * <p>Example i depends only on the seed, on i and on whether it is for training or for testing: a larger set begins with the
 * smaller one. Ink is 0 wherever no stroke comes near, so that pixels at the border are often constant, as in MNIST.
 */
public final class SyntheticDigits {
    /** Training examples unless another number is asked for. */
    public static final int TRAIN = 10_000;
    /** Test examples unless another number is asked for. */
    public static final int TEST = 2_000;

    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private SyntheticDigits() { }

    /**
     * Draws a data set.
     *
     * @param train the number of training examples, at least 1
     * @param test the number of test examples, at least 0
     * @throws InvalidRequestException if a number is too small, or larger than fits in memory
     */
    public static Dataset draw(long seed, int train, int test) {
        check("training", train, 1);
        check("test", test, 0);
        SplittableRandom seeds = new SplittableRandom(seed);
        Drawing training = new Drawing(seeds.nextLong(), train);
        Drawing testing = new Drawing(seeds.nextLong(), test);
        return new Dataset("synthetic-digits", "28 x 28 grey digits drawn with seed " + seed, training.examples(),
                testing.examples(), "digit", CLASSES,
                List.of(training.provenance("training", seed), testing.provenance("test", seed)));
    }

    private static void check(String what, int count, int least) {
        long most = MaxHeap.bytes() / Painter.PIXELS;
        if (count < least || count > most) {
            throw new InvalidRequestException("cannot draw " + count + " " + what + " digits; choose a number from " + least
                    + " to "
                    + most + " (what fits in memory)");
        }
    }

    /** The examples of one stream of random numbers. */
    private static final class Drawing {
        private final byte[] pixels;
        private final int[] labels;

        Drawing(long stream, int count) {
            pixels = new byte[count * Painter.PIXELS];
            labels = new int[count];
            Painter painter = new Painter();
            for (int i = 0; i < count; i++) {
                labels[i] = painter.paint(new SplittableRandom(stream + i), pixels, i * Painter.PIXELS);
            }
        }

        Examples examples() {
            return Examples.ofImages(new ImageSize(Painter.SIZE, Painter.SIZE), pixels,
                    new Targets.Labels(labels, CLASSES.size()));
        }

        /** The checksum of the pixels, image after image, and then the labels, one byte each. */
        DataFile provenance(String part, long seed) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(pixels);
                for (int label : labels) {
                    digest.update((byte) label);
                }
                return new DataFile("synthetic-digits, " + labels.length + " " + part + " examples, seed " + seed,
                        HexFormat.of().formatHex(digest.digest()));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
    }
}
