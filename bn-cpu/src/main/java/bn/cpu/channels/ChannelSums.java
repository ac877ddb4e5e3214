package bn.cpu.channels;

/** What the gradient of batch norm sums over each channel, first by band, then over all bands: g and g (x - mean). */
public final class ChannelSums {
    private double[] gradient = {};
    private double[] product = {};

    /** Makes room for all bands. */
    public void prepare(ChannelLayout layout) {
        int size = layout.bands() * layout.channels();
        if (gradient.length < size) {
            gradient = new double[size];
            product = new double[size];
        }
    }

    /** Sums of g, band by band; after merging those of all bands come first. */
    public double[] gradient() {
        return gradient;
    }

    /** Sums of g (x - mean), in the same order. */
    public double[] product() {
        return product;
    }

    /** Adds all bands to the first, in their order. */
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
