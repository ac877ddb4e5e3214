package bn.cpu.channels;

/** Mean and scatter (sum of squared deviations) of each channel: first for each band of rows, then for all rows. */
public final class ChannelMoments {
    private double[] mean = {};
    private double[] scatter = {};

    /** Allocates memory for all bands, if there is too little. */
    public void prepare(ChannelLayout layout) {
        int size = layout.bands() * layout.channels();
        if (mean.length < size) {
            mean = new double[size];
            scatter = new double[size];
        }
    }

    /** Means, band by band. After merging, the first band holds the means over all rows. */
    public double[] mean() {
        return mean;
    }

    /** Scatters, in the same order as the means. */
    public double[] scatter() {
        return scatter;
    }

    /**
     * Merges all bands into the first, in order (Chan, Golub and LeVeque 1983). The mean of equal means is exactly equal to them.
     */
    public void merge(ChannelLayout layout) {
        int channels = layout.channels();
        long before = (long) layout.bandRows(0) * layout.columnsPerChannel();
        for (int band = 1; band < layout.bands(); band++) {
            long count = (long) layout.bandRows(band) * layout.columnsPerChannel();
            double fraction = (double) count / (before + count);
            double between = before * fraction;
            int at = band * channels;
            for (int c = 0; c < channels; c++) {
                double step = mean[at + c] - mean[c];
                mean[c] += fraction * step;
                scatter[c] += scatter[at + c] + between * step * step;
            }
            before += count;
        }
    }
}
