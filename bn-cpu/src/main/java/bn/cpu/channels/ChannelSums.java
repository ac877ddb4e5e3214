package bn.cpu.channels;

/**
 * The sums of g and g (x - mean) of each channel, for the backward pass of batch norm: first for each band, then for all rows.
 */
public final class ChannelSums {
    private double[] gradient = {};
    private double[] product = {};

    /** Allocates memory for all bands, if there is too little. */
    public void prepare(ChannelLayout layout) {
        int size = layout.bands() * layout.channels();
        if (gradient.length < size) {
            gradient = new double[size];
            product = new double[size];
        }
    }

    /** Sums of g, band by band. After merging, the first band holds the sums over all rows. */
    public double[] gradient() {
        return gradient;
    }

    /** Sums of g (x - mean), in the same order. */
    public double[] product() {
        return product;
    }

    /** Adds all bands to the first, in order. */
    public void merge(ChannelLayout layout) {
        int channels = layout.channels();
        for (int at = channels; at < layout.bands() * channels; at += channels) {
            for (int c = 0; c < channels; c++) {
                gradient[c] += gradient[at + c];
                product[c] += product[at + c];
            }
        }
    }
}
