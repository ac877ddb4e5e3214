package bn.experiments.data;

import bn.api.InvalidRequestException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Normalization of images channel by channel, with fixed numbers: (pixel - mean) / deviation, where a pixel is from 0 to 1.
 *
 * @param mean of each channel, from 0 to 1
 * @param deviation of each channel, from 1/255, which is one level of grey, to 1
 */
public record ChannelNormalization(List<Double> mean, List<Double> deviation) implements Serializable {
    private static final double LEAST_DEVIATION = 1.0 / RowStream.BYTE;
    /** Sums are of differences from the middle of the range, so that little cancels in the variance. */
    private static final double MIDDLE = 0.5;

    /** Checks the ranges. */
    public ChannelNormalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new InvalidRequestException("images have a mean and a deviation for each channel, got " + mean.size()
                    + " means and " + deviation.size() + " deviations");
        }
        if (mean.stream().anyMatch(value -> !(value >= 0 && value <= 1))
                || deviation.stream().anyMatch(value -> !(value >= LEAST_DEVIATION && value <= 1))) {
            throw new InvalidRequestException("pixels are from 0 to 1, so their means are from 0 to 1 and their deviations from "
                    + "1/255 to 1, got " + mean + " and " + deviation);
        }
    }

    /**
     * Mean and standard deviation of all pixels of each channel, with the number of pixels as divisor.
     *
     * @throws InvalidRequestException if the examples are not images, or the deviation of a channel is below 1/255
     */
    public static ChannelNormalization of(Examples examples) {
        ImageSize size = size(examples);
        double[] sums = new double[size.channels()];
        double[] squares = new double[size.channels()];
        double[] image = new double[examples.features()];
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, image, 0);
            for (int c = 0; c < sums.length; c++) {
                double sum = 0;
                double square = 0;
                for (int j = c * size.plane(); j < (c + 1) * size.plane(); j++) {
                    double apart = image[j] - MIDDLE;
                    sum += apart;
                    square += apart * apart;
                }
                sums[c] += sum;
                squares[c] += square;
            }
        }
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        double count = (double) examples.count() * size.plane();
        for (int c = 0; c < sums.length; c++) {
            double mean = sums[c] / count;
            means.add(MIDDLE + mean);
            deviations.add(Math.sqrt(Math.max(0, squares[c] / count - mean * mean)));
        }
        return new ChannelNormalization(means, deviations);
    }

    private static ImageSize size(Examples examples) {
        return examples.image().orElseThrow(() -> new InvalidRequestException("the examples are rows of numbers, not images, so "
                + "they have no channels to normalize"));
    }

    /**
     * Checks that examples are images with as many channels.
     *
     * @throws InvalidRequestException if they are not
     */
    void check(Examples examples) {
        int channels = size(examples).channels();
        if (channels != mean.size()) {
            throw new InvalidRequestException(
                    "the number of channels of the images is " + channels + ", and that of the means and "
                            + "deviations is " + mean.size());
        }
    }
}
