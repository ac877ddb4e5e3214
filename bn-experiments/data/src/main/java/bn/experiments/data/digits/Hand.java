package bn.experiments.data.digits;

import java.util.SplittableRandom;

/**
 * How one digit is written: a random affine map from the shape's coordinates to pixels, a wobble of the points, and a pen.
 *
 * <p>All is drawn in a fixed order with {@code nextDouble}, whose algorithm is simple and settled, and angles and logarithms go
 * through StrictMath, so that a seed gives the same digits on every machine.
 */
final class Hand {
    private static final double HALF_HEIGHT = 9.3;          // pixels: a digit is about 19 of 28 pixels high, as in MNIST
    private static final double SCALE = 0.18;               // log of the size
    private static final double ASPECT = 0.34;              // log of width over height
    private static final double ROTATION = 0.38;            // radians
    private static final double SLANT = 0.58;               // shear: tangent of the angle, leaning right on average
    private static final double MEAN_SLANT = 0.12;
    private static final double SHIFT_X = 2.9;              // pixels
    private static final double SHIFT_Y = 2.2;
    private static final double WOBBLE = 0.19;              // shape units
    private static final double MEAN_RADIUS = 1.40;         // pixels: half the stroke's thickness
    private static final double RADIUS = 0.60;

    private final SplittableRandom random;
    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;
    private final double dx;
    private final double dy;
    final double radius;
    final double softness;
    final double contrast;
    final double grain;

    Hand(SplittableRandom random) {
        this.random = random;
        double size = HALF_HEIGHT * StrictMath.exp(around(SCALE));
        double wide = size * StrictMath.exp(around(ASPECT));
        double angle = around(ROTATION);
        double slant = MEAN_SLANT + around(SLANT);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        // rotation x shear x scale; y points down, so a slant to the right moves the top (negative y) to the right
        xx = cos * wide;
        xy = -cos * slant * size - sin * size;
        yx = sin * wide;
        yy = -sin * slant * size + cos * size;
        dx = around(SHIFT_X);
        dy = around(SHIFT_Y);
        radius = MEAN_RADIUS + around(RADIUS);
        softness = 0.8 + 0.9 * random.nextDouble();
        contrast = 1 - 0.2 * random.nextDouble() * random.nextDouble();
        grain = 0.25 * random.nextDouble();
    }

    /** A draw from the triangular distribution on [-spread, spread]. */
    private double around(double spread) {
        return spread * (random.nextDouble() - random.nextDouble());
    }

    /** The stroke as this hand writes it, in pixels from the image's centre. */
    Stroke write(Stroke stroke) {
        double[] points = new double[2 * stroke.size()];
        for (int i = 0; i < stroke.size(); i++) {
            if (stroke.repeats(i)) {                        // a corner stays one
                points[2 * i] = points[2 * i - 2];
                points[2 * i + 1] = points[2 * i - 1];
                continue;
            }
            double x = stroke.points()[2 * i] + around(WOBBLE);
            double y = stroke.points()[2 * i + 1] + around(WOBBLE);
            points[2 * i] = xx * x + xy * y + dx;
            points[2 * i + 1] = yx * x + yy * y + dy;
        }
        return new Stroke(points);
    }

    /** What is left of the ink at one pixel: paper takes it unevenly. */
    double uptake() {
        return contrast * (1 - grain * random.nextDouble());
    }
}
