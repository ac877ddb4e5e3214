package bn.experiments.data.digits;

import java.util.List;
import java.util.SplittableRandom;

/** Draws digits one after another on the same raster. Not thread-safe. */
final class DigitRenderer {
    static final int SIZE = 28;
    static final int PIXELS = SIZE * SIZE;

    private final Raster raster = new Raster(SIZE);

    /**
     * Draws a digit of a random class.
     *
     * @param into receives its pixels from the offset on, row by row: 0 is background, 255 is full intensity
     * @return the class, 0 to 9
     */
    int render(SplittableRandom random, byte[] into, int offset) {
        int digit = below(10, random);
        List<List<PenStroke>> variants = DigitShapes.of(digit);
        List<PenStroke> strokes = variants.get(below(variants.size(), random));
        DigitStyle style = new DigitStyle(random);
        raster.clear();
        for (PenStroke stroke : strokes) {
            raster.add(style.apply(stroke).flatten(), style.radius + style.softness);
        }
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            double coverage = raster.coverage(pixel, style.radius, style.softness);
            into[offset + pixel] = (byte) (coverage == 0 ? 0 : Math.round(255 * coverage * style.pixelFactor()));
        }
        return digit;
    }

    private static int below(int bound, SplittableRandom random) {
        return (int) (bound * random.nextDouble());
    }
}
