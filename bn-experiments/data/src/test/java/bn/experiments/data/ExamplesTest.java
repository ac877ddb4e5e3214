package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final ImageSize SIZE = new ImageSize(4, 6);

    private static byte[] noise(int count) {
        byte[] pixels = new byte[count * SIZE.features()];
        new SplittableRandom(1).nextBytes(pixels);
        return pixels;
    }

    private static Examples images(byte[] pixels) {
        int[] labels = new int[pixels.length / SIZE.features()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        return Examples.ofImages(SIZE, pixels, new Targets.Labels(labels, 3));
    }

    @Test
    void everyByteIsDividedBy255() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }
        Examples examples = Examples.ofImages(new ImageSize(16, 16), pixels, new Targets.Labels(new int[1], 2));
        double[] wide = new double[256];
        float[] narrow = new float[256];
        examples.copyFeatures(0, wide, 0);
        examples.copyFeatures(0, narrow, 0);
        for (int i = 0; i < 256; i++) {
            assertEquals(i / 255.0, wide[i]);
            assertEquals((float) (i / 255.0), narrow[i]);
        }
    }

    @Test
    void featuresAreCopiedToTheOffsetOnly() {
        double[] into = new double[SIZE.features() + 3];
        Arrays.fill(into, -1);
        images(noise(2)).copyFeatures(1, into, 2);
        assertEquals(-1, into[1]);
        assertTrue(into[2] >= 0 && into[into.length - 2] >= 0);
        assertEquals(-1, into[into.length - 1]);
    }

    @Test
    void poolingAveragesSquares() {
        byte[] pixels = noise(3);
        Examples pooled = images(pixels).pool(2);
        assertEquals(Optional.of(new ImageSize(2, 3)), pooled.image());
        double[] wide = new double[6];
        float[] narrow = new float[6];
        for (int image = 0; image < 3; image++) {
            pooled.copyFeatures(image, wide, 0);
            pooled.copyFeatures(image, narrow, 0);
            for (int y = 0; y < 2; y++) {
                for (int x = 0; x < 3; x++) {
                    double mean = 0;
                    for (int pixel : new int[] {12 * y + 2 * x, 12 * y + 2 * x + 1, 12 * y + 2 * x + 6, 12 * y + 2 * x + 7}) {
                        mean += (pixels[24 * image + pixel] & 255) / 255.0 / 4;
                    }
                    // The reference rounds seven times, each time a number below 1 by at most 2^-53.
                    assertEquals(mean, wide[3 * y + x], 7 * 0x1p-53);
                    assertEquals((float) wide[3 * y + x], narrow[3 * y + x]);
                }
            }
        }
    }

    @Test
    void channelsArePooledSeparately() {
        byte[] pixels = new byte[2 * 3 * 4 * 6];
        new SplittableRandom(3).nextBytes(pixels);
        Examples colour = Examples.ofImages(new ImageSize(4, 6, 3), pixels, new Targets.Labels(new int[2], 2)).pool(2);
        // The same planes as grey images; their pooling is tested above.
        Examples grey = Examples.ofImages(SIZE, pixels, new Targets.Labels(new int[6], 2)).pool(2);
        assertEquals(Optional.of(new ImageSize(2, 3, 3)), colour.image());
        assertEquals(18, colour.features());
        double[] together = new double[18];
        double[] plane = new double[6];
        for (int image = 0; image < 2; image++) {
            colour.copyFeatures(image, together, 0);
            for (int channel = 0; channel < 3; channel++) {
                grey.copyFeatures(3 * image + channel, plane, 0);
                assertArrayEquals(plane, Arrays.copyOfRange(together, 6 * channel, 6 * channel + 6));
            }
        }
    }

    @Test
    void poolingTwiceIsPoolingByTheProduct() {
        byte[] pixels = new byte[12 * 12];
        new SplittableRandom(2).nextBytes(pixels);
        Examples images = Examples.ofImages(new ImageSize(12, 12), pixels, new Targets.Labels(new int[1], 2));
        double[] twice = new double[4];
        double[] once = new double[4];
        images.pool(2).pool(3).copyFeatures(0, twice, 0);
        images.pool(6).copyFeatures(0, once, 0);
        assertArrayEquals(once, twice);
    }

    @Test
    void poolingThatDoesNotDivideIsRefused() {
        Examples images = images(noise(1));
        assertTrue(assertThrows(InvalidRequestException.class, () -> images.pool(3)).getMessage().contains("4 x 6"));
        assertThrows(InvalidRequestException.class, () -> images.pool(0));
        Examples rows = Examples.ofRows(new double[2], 2, new int[1], new Targets.Values(new double[1]));
        assertTrue(assertThrows(InvalidRequestException.class, () -> rows.pool(2)).getMessage().contains("images"));
    }

    @Test
    void limitKeepsTheFirstExamples() {
        Examples images = images(noise(5));
        assertEquals(2, images.limit(2).count());
        assertEquals(1, images.limit(2).label(1));
        assertThrows(IndexOutOfBoundsException.class, () -> images.limit(2).label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> images.limit(2).copyFeatures(2, new double[24], 0));
        assertEquals(5, images.limit(9).count());
        assertThrows(InvalidRequestException.class, () -> images.limit(0));
    }

    @Test
    void classesAreOneHot() {
        Examples images = images(noise(2));
        double[] wide = {9, 9, 9, 9};
        float[] narrow = {9, 9, 9, 9};
        images.copyTargets(1, wide, 1);
        images.copyTargets(1, narrow, 1);
        assertArrayEquals(new double[] {9, 0, 1, 0}, wide);
        assertArrayEquals(new float[] {9, 0, 1, 0}, narrow);
        assertEquals(Task.CLASSIFICATION, images.task());
    }

    @Test
    void rowsAreInTheGivenOrder() {
        Examples rows = Examples.ofRows(new double[] {1, 2, 3, 4, 5, 6}, 2, new int[] {2, 0},
                new Targets.Values(new double[] {0.1, 0.2}));
        double[] wide = new double[2];
        rows.copyFeatures(0, wide, 0);
        assertArrayEquals(new double[] {5, 6}, wide);
        float[] narrow = new float[2];
        rows.copyFeatures(1, narrow, 0);
        assertArrayEquals(new float[] {1, 2}, narrow);
        float[] target = new float[1];
        rows.copyTargets(1, target, 0);
        assertEquals(0.2f, target[0]);
        assertEquals(Task.REGRESSION, rows.task());
        assertThrows(IllegalStateException.class, () -> rows.label(0));
    }

    @Test
    void numbersOfFeaturesAndTargetsMustMatch() {
        assertThrows(IllegalArgumentException.class,
                () -> Examples.ofImages(SIZE, noise(2), new Targets.Labels(new int[3], 2)));
        assertThrows(IllegalArgumentException.class,
                () -> Examples.ofImages(SIZE, new byte[25], new Targets.Labels(new int[1], 2)));
    }
}
