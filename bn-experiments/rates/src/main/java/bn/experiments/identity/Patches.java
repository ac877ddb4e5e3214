package bn.experiments.identity;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.WindowAxis;

/**
 * The patches of images that a convolution multiplies with its weights, as rows on the host: a unit of a convolution is a unit of a
 * fully connected layer on patches.
 *
 * @param convolution geometry
 * @param images shape of the images, N x C x H x W
 */
record Patches(Convolution convolution, Shape images) {

    /** Number of patches: of examples times positions. */
    int count() {
        return images.size(0) * positions();
    }

    private int positions() {
        return vertical().outputs(images.size(2)) * horizontal().outputs(images.size(3));
    }

    private WindowAxis vertical() {
        return convolution.window().vertical();
    }

    private WindowAxis horizontal() {
        return convolution.window().horizontal();
    }

    /** The patches that the units of a group read, a row each: numbers of a patch in the order of the weights of a unit. */
    double[] rows(double[] x, int group) {
        int channels = images.size(1) / convolution.groups();
        int columns = horizontal().outputs(images.size(3));
        int patch = channels * vertical().size() * horizontal().size();
        double[] rows = new double[Math.multiplyExact(count(), patch)];
        int at = 0;
        for (int n = 0; n < images.size(0); n++) {
            for (int position = 0; position < positions(); position++) {
                for (int c = 0; c < channels; c++) {
                    int plane = (n * images.size(1) + group * channels + c) * images.size(2);
                    for (int p = 0; p < vertical().size(); p++) {
                        int row = position / columns * vertical().stride() - vertical().before() + p * vertical().dilation();
                        for (int q = 0; q < horizontal().size(); q++) {
                            int column = position % columns * horizontal().stride() - horizontal().before()
                                    + q * horizontal().dilation();
                            boolean inside = row >= 0 && row < images.size(2) && column >= 0 && column < images.size(3);
                            rows[at++] = inside ? x[(plane + row) * images.size(3) + column] : 0;
                        }
                    }
                }
            }
        }
        return rows;
    }

    /** Numbers of the channels of a group, N x K x H' x W', as rows of the units of the group: a row for each patch. */
    double[] units(double[] y, int units, int group) {
        int own = units / convolution.groups();
        double[] rows = new double[count() * own];
        for (int i = 0; i < count(); i++) {
            int n = i / positions();
            for (int k = 0; k < own; k++) {
                rows[i * own + k] = y[(n * units + group * own + k) * positions() + i % positions()];
            }
        }
        return rows;
    }
}
