package bn.experiments.data.digits;

import java.util.List;
import java.util.SplittableRandom;

/** Draws digits one after another on one canvas; not for use by several threads at once. */
final class Painter {
    static final int SIZE = 28;
    static final int PIXELS = SIZE * SIZE;

    private final Canvas canvas = new Canvas(SIZE);

    /**
     * Draws a digit of a random class.
     *
     * @param into takes its pixels from the offset on, row by row: 0 is background, 255 full ink
     * @return the class
     */
    int paint(SplittableRandom random, byte[] into, int offset) {
        int digit = below(10, random);
        List<List<Stroke>> ways = DigitShapes.of(digit);
        List<Stroke> strokes = ways.get(below(ways.size(), random));
        Hand hand = new Hand(random);
        canvas.clear();
        for (Stroke stroke : strokes) {
            canvas.add(hand.write(stroke).flatten(), hand.radius + hand.softness);
        }
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            double ink = canvas.ink(pixel, hand.radius, hand.softness);
            into[offset + pixel] = (byte) (ink == 0 ? 0 : Math.round(255 * ink * hand.uptake()));
        }
        return digit;
    }

    private static int below(int bound, SplittableRandom random) {
        return (int) (bound * random.nextDouble());
    }
}
