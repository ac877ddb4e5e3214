package bn.experiments.data.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
    private static double[] image(Examples examples, int example) {
        double[] pixels = new double[examples.features()];
        examples.copyFeatures(example, pixels, 0);
        return pixels;
    }

    @Test
    void aLargerSetBeginsWithTheSmallerOne() {
        Dataset small = SyntheticDigits.draw(7, 20, 5);
        Dataset large = SyntheticDigits.draw(7, 60, 30);
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(image(small.train(), i), image(large.train(), i));
            assertEquals(small.train().label(i), large.train().label(i));
        }
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(image(small.test(), i), image(large.test(), i));
        }
    }

    @Test
    void trainingAndTestExamplesDifferAndSoDoSeeds() {
        Dataset one = SyntheticDigits.draw(1, 10, 10);
        assertFalse(Arrays.equals(image(one.train(), 0), image(one.test(), 0)));
        assertFalse(Arrays.equals(image(one.train(), 0), image(SyntheticDigits.draw(2, 10, 0).train(), 0)));
    }

    /** Results that were published with a seed must stay repeatable: a change of these checksums is a change of the data set. */
    @Test
    void theDigitsOfASeedStayTheSame() {
        Dataset dataset = SyntheticDigits.draw(1, 100, 10);
        assertEquals("099225d9418c3c041b546b2d58803c47d3351fed6a8cbd1de05b8b4c486acb24", dataset.files().get(0).sha256());
        assertEquals("df411f134f2a1b9385bd1515f824cca3be23b6ac37574f8c15db45cb0da73a65", dataset.files().get(1).sha256());
    }

    @Test
    void imagesAre28x28AndTheirCornersAreEmpty() {
        Examples train = SyntheticDigits.draw(3, 500, 0).train();
        assertEquals(Optional.of(new ImageSize(28, 28)), train.image());
        for (int i = 0; i < train.count(); i++) {
            double[] pixels = image(train, i);
            for (int corner : new int[] {0, 27, 27 * 28, 783}) {
                assertEquals(0, pixels[corner]);
            }
            // no digit is blank or fills the page
            double inked = Arrays.stream(pixels).filter(pixel -> pixel > 0).count();
            assertTrue(inked > 25 && inked < 450, i + " has " + inked + " inked pixels");
        }
    }

    @Test
    void allDigitsAreEquallyLikely() {
        int count = 2000;
        int[] times = new int[10];
        Examples train = SyntheticDigits.draw(4, count, 0).train();
        for (int i = 0; i < count; i++) {
            times[train.label(i)]++;
        }
        for (int digit = 0; digit < 10; digit++) {
            // five standard deviations of a binomial count: sqrt(2000 * 0.1 * 0.9) = 13.4
            assertEquals(200, times[digit], 5 * 13.4, "digit " + digit);
        }
    }

    /** Labels belong to the images: the nearest class mean classifies most test digits correctly, where guessing gives 10%. */
    @Test
    void theNearestMeanImageClassifiesMostDigits() {
        Dataset dataset = SyntheticDigits.draw(5, 2000, 500);
        double[][] means = new double[10][784];
        int[] times = new int[10];
        for (int i = 0; i < 2000; i++) {
            double[] pixels = image(dataset.train(), i);
            int label = dataset.train().label(i);
            times[label]++;
            for (int j = 0; j < 784; j++) {
                means[label][j] += (pixels[j] - means[label][j]) / times[label];
            }
        }
        int correct = 0;
        for (int i = 0; i < 500; i++) {
            correct += nearest(means, image(dataset.test(), i)) == dataset.test().label(i) ? 1 : 0;
        }
        assertTrue(correct > 250, correct + " of 500");
    }

    private static int nearest(double[][] means, double[] pixels) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int digit = 0; digit < means.length; digit++) {
            double distance = 0;
            for (int j = 0; j < pixels.length; j++) {
                distance += (pixels[j] - means[digit][j]) * (pixels[j] - means[digit][j]);
            }
            if (distance < least) {
                least = distance;
                best = digit;
            }
        }
        return best;
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertTrue(assertThrows(InvalidRequestException.class, () -> SyntheticDigits.draw(1, 0, 1)).getMessage()
                .contains("training"));
        assertTrue(assertThrows(InvalidRequestException.class, () -> SyntheticDigits.draw(1, 1, -1)).getMessage()
                .contains("test"));
        assertThrows(InvalidRequestException.class, () -> SyntheticDigits.draw(1, Integer.MAX_VALUE, 0));
    }
}
