package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelNormalizationTest {
    private static final ImageSize SIZE = new ImageSize(4, 6, 2);
    private static final int COUNT = 5;

    /** The second channel is brighter and varies less. */
    private static Examples images() {
        byte[] pixels = new byte[COUNT * SIZE.features()];
        new Random(1).nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            if (i / SIZE.plane() % 2 == 1) {
                pixels[i] = (byte) (200 + (pixels[i] & 15));
            }
        }
        return Examples.ofImages(SIZE, pixels, new Targets.Labels(new int[COUNT], 2));
    }

    private static double[] row(Examples examples, int example) {
        double[] row = new double[examples.features()];
        examples.copyFeatures(example, row, 0);
        return row;
    }

    @Test
    void normalizedChannelsHaveMeanZeroAndVarianceOne() {
        for (Examples images : List.of(images(), images().pool(2), images().select(new int[] {4, 2, 2}))) {
            Examples normalized = images.normalized(ChannelNormalization.of(images));
            int plane = normalized.features() / 2;
            for (int c = 0; c < 2; c++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < images.count(); i++) {
                    for (int j = c * plane; j < (c + 1) * plane; j++) {
                        sum += row(normalized, i)[j];
                        squares += row(normalized, i)[j] * row(normalized, i)[j];
                    }
                }
                int count = images.count() * plane;
                assertEquals(0, sum / count, 1e-12);
                assertEquals(1, squares / count, 1e-12);
            }
        }
    }

    @Test
    void pixelsAreShiftedAndScaledByChannel() {
        Examples images = images();
        Examples normalized = images.normalized(new ChannelNormalization(List.of(0.25, 0.5), List.of(0.5, 0.125)));
        double[] before = row(images, 3);
        double[] after = row(normalized, 3);
        float[] rounded = new float[after.length];
        normalized.copyFeatures(3, rounded, 0);
        for (int j = 0; j < after.length; j++) {
            assertEquals(j < SIZE.plane() ? (before[j] - 0.25) / 0.5 : (before[j] - 0.5) / 0.125, after[j]);
            assertEquals((float) after[j], rounded[j]);
        }
        double[] black = normalized.black();
        assertEquals(-0.5, black[SIZE.plane() - 1]);
        assertEquals(-4, black[SIZE.plane()]);
        assertArrayEquals(new double[SIZE.features()], images.black());
        assertEquals(Optional.of(SIZE), normalized.image());
        assertFalse(normalized.stream().bytes());
    }

    @Test
    void whatIsNoNormalizationIsRefused() {
        refused("pixels are from 0 to 1", List.of(127.0), List.of(50.0));
        refused("pixels are from 0 to 1", List.of(0.5), List.of(0.0));
        refused("pixels are from 0 to 1", List.of(Double.NaN), List.of(0.5));
        refused("got 1 means and 2 deviations", List.of(0.5), List.of(0.5, 0.5));
    }

    private static void refused(String message, List<Double> mean, List<Double> deviation) {
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> new ChannelNormalization(mean, deviation));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void whatHasNoSuchChannelsIsRefused() {
        ChannelNormalization three = new ChannelNormalization(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
        assertTrue(assertThrows(InvalidRequestException.class, () -> images().normalized(three)).getMessage()
                .contains("the number of channels of the images is 2"));
        Examples rows = Examples.ofRows(new double[4], 2, new int[] {0, 1}, new Targets.Values(new double[2]));
        assertTrue(assertThrows(InvalidRequestException.class, () -> ChannelNormalization.of(rows)).getMessage()
                .contains("not images"));
        Examples constant = Examples.ofImages(SIZE, new byte[SIZE.features()], new Targets.Labels(new int[1], 2));
        assertThrows(InvalidRequestException.class, () -> ChannelNormalization.of(constant));
    }
}
