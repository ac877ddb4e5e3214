package bn.spark.network;

import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Images as bytes, plane after plane. */
final class PixelKind implements SampleKind<byte[]> {
    private static final long serialVersionUID = 1L;

    private final int height;
    private final int width;
    private final int channels;
    /** Mean and deviation of each channel; null where images are not normalized. */
    private final double[] mean;
    private final double[] deviation;

    PixelKind(ImageSize size, Optional<ChannelNormalization> normalization) {
        height = size.height();
        width = size.width();
        channels = size.channels();
        mean = normalization.map(each -> array(each.mean())).orElse(null);
        deviation = normalization.map(each -> array(each.deviation())).orElse(null);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    @Override
    public Examples examples(List<byte[]> features, Targets targets) {
        ImageSize size = new ImageSize(height, width, channels);
        byte[] pixels = new byte[features.size() * size.features()];
        for (int i = 0; i < features.size(); i++) {
            System.arraycopy(features.get(i), 0, pixels, i * size.features(), size.features());
        }
        Examples images = Examples.ofImages(size, pixels, targets);
        return mean == null ? images : images.normalized(new ChannelNormalization(list(mean), list(deviation)));
    }
}
