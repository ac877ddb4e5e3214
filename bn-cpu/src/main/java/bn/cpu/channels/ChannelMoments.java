package bn.cpu.channels;

/** Mean and scatter (sum of squared deviations) of channels, first by band, then of all bands together. */
public final class ChannelMoments {
    private double[] mean = {};
    private double[] scatter = {};

    /** Makes room for all bands. */
    public void prepare(ChannelLayout layout) {
        int size = layout.bands() * layout.channels();
        if (mean.length < size) {
            mean = new double[size];
            scatter = new double[size];
        }
    }

    /** Means, band by band; after merging those of all bands come first. */
    public double[] mean() {
        return mean;
    }

    /** Scatters, in the order of the means. */
    public double[] scatter() {
        return scatter;
    }

    /** Merges all bands into the first, in their order (Chan, Golub and LeVeque 1983). Equal means stay exactly equal. */
    public void merge(ChannelLayout layout) {
        int channels = layout.channels();
        long before = (long) layout.bandRows(0) * layout.spatialSize();
        for (int band = 1; band < layout.bands(); band++) {
            long count = (long) layout.bandRows(band) * layout.spatialSize();
            double share = (double) count / (before + count);
            double between = before * share;
            int at = band * channels;
            for (int c = 0; c < channels; c++) {
                double step = mean[at + c] - mean[c];
                mean[c] += share * step;
                scatter[c] += scatter[at + c] + between * step * step;
            }
            before += count;
        }
    }
}
