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
 * The data set {@code synthetic-digits}: grey images of digits, 28 x 28 pixels, with random slant, rotation, scale, shift,
 * thickness, blur, contrast and grain.
 *
 * <p>Example i depends only on the seed, on i, and on whether it is a training or a test example, so a larger set begins with the
 * examples of a smaller one. Pixels far from every stroke are 0, so pixels at the border are often constant, as in MNIST.
 */
public final class SyntheticDigits {
    /** The default number of training examples. */
    public static final int TRAIN = 10_000;
    /** The default number of test examples. */
    public static final int TEST = 2_000;

    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private SyntheticDigits() {}

    /**
     * Draws a data set.
     *
     * @param train the number of training examples, at least 1
     * @param test the number of test examples, at least 0
     * @throws InvalidRequestException if a number is too small, or the images do not fit in memory
     */
    public static Dataset draw(long seed, int train, int test) {
        check("training", train, 1);
        check("test", test, 0);
        SplittableRandom seeds = new SplittableRandom(seed);
        DrawnExamples training = new DrawnExamples(seeds.nextLong(), train);
        DrawnExamples testing = new DrawnExamples(seeds.nextLong(), test);
        return new Dataset("synthetic-digits", "28 x 28 grey digits drawn with seed " + seed, training.examples(),
                testing.examples(), "digit", CLASSES,
                List.of(training.provenance("training", seed), testing.provenance("test", seed)));
    }

    private static void check(String what, int count, int least) {
        long most = MaxHeap.bytes() / DigitRenderer.PIXELS;
        if (count < least || count > most) {
            throw new InvalidRequestException("cannot draw " + count + " " + what + " digits; choose a number from " + least
                    + " to "
                    + most + " (what fits in memory)");
        }
    }

    /** Examples drawn from one stream of random numbers. */
    private static final class DrawnExamples {
        private final byte[] pixels;
        private final int[] labels;

        DrawnExamples(long stream, int count) {
            pixels = new byte[count * DigitRenderer.PIXELS];
            labels = new int[count];
            DigitRenderer renderer = new DigitRenderer();
            for (int i = 0; i < count; i++) {
                labels[i] = renderer.render(new SplittableRandom(stream + i), pixels, i * DigitRenderer.PIXELS);
            }
        }

        Examples examples() {
            return Examples.ofImages(new ImageSize(DigitRenderer.SIZE, DigitRenderer.SIZE), pixels,
                    new Targets.Labels(labels, CLASSES.size()));
        }

        /** The origin of the examples, with the SHA-256 of all pixels, image after image, and of the labels, one byte each. */
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
