package bn.experiments.data;

import java.util.Optional;

/** The pixels of images after a {@link ChannelNormalization}. */
record NormalizedFeatures(Features original, ImageSize size, ChannelNormalization normalization) implements Features {

    @Override
    public int count() {
        return original.count();
    }

    @Override
    public int width() {
        return original.width();
    }

    @Override
    public Optional<ImageSize> image() {
        return Optional.of(size);
    }

    @Override
    public double black(int feature) {
        int channel = feature / size.plane();
        return (original.black(feature) - normalization.mean().get(channel)) / normalization.deviation().get(channel);
    }

    @Override
    public void copy(int example, double[] into, int offset) {
        original.copy(example, into, offset);
        int at = offset;
        for (int c = 0; c < size.channels(); c++) {
            double mean = normalization.mean().get(c);
            double deviation = normalization.deviation().get(c);
            for (int end = at + size.plane(); at < end; at++) {
                into[at] = (into[at] - mean) / deviation;
            }
        }
    }

    @Override
    public void copy(int example, float[] into, int offset) {
        double[] features = new double[width()];
        copy(example, features, 0);
        for (int i = 0; i < features.length; i++) {
            into[offset + i] = (float) features[i];
        }
    }
}
