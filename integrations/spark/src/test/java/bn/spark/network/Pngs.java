package bn.spark.network;

import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Grey images of examples as the content of PNG files. */
final class Pngs {
    private Pngs() {}

    /** An image of bytes divided by 255. */
    static byte[] of(Examples examples, int example) {
        int height = examples.image().orElseThrow().height();
        int width = examples.image().orElseThrow().width();
        double[] features = new double[examples.features()];
        examples.copyFeatures(example, features, 0);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < features.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, (int) Math.round(255 * features[i]));
        }
        return content(image);
    }

    /** The examples as they are after they were written and read. */
    static Examples rounded(Examples examples) {
        byte[] pixels = new byte[examples.count() * examples.features()];
        double[] features = new double[examples.features()];
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, features, 0);
            for (int j = 0; j < features.length; j++) {
                pixels[i * features.length + j] = (byte) Math.round(255 * features[j]);
            }
        }
        return Examples.ofImages(examples.image().orElseThrow(), pixels,
                new Targets.Labels(examples.labels(), examples.targets()));
    }

    /** An image in one colour. */
    static byte[] red(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        return content(image);
    }

    private static byte[] content(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
