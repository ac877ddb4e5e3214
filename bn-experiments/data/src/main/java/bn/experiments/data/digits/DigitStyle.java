package bn.experiments.data.digits;

import java.util.SplittableRandom;

/**
 * The random style of one digit: an affine map from shape coordinates to pixels, jitter of the points, and the pen (radius,
 * softness, contrast, grain).
 *
 * <p>A seed gives the same digits on every machine: the random numbers are drawn in a fixed order with {@code nextDouble}, whose
 * algorithm is specified, and the functions are those of StrictMath.
 */
final class DigitStyle {
    private static final double HALF_HEIGHT = 9.3;          // pixels: a digit is about 19 of 28 pixels high, as in MNIST
    private static final double SCALE = 0.18;               // log of the size
    private static final double ASPECT = 0.34;              // log of width over height
    private static final double ROTATION = 0.38;            // radians
    private static final double SLANT = 0.58;               // shear: tangent of the angle, leaning right on average
    private static final double MEAN_SLANT = 0.12;
    private static final double SHIFT_X = 2.9;              // pixels
    private static final double SHIFT_Y = 2.2;
    private static final double JITTER = 0.19;              // shape units
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

    DigitStyle(SplittableRandom random) {
        this.random = random;
        double size = HALF_HEIGHT * StrictMath.exp(triangular(SCALE));
        double wide = size * StrictMath.exp(triangular(ASPECT));
        double angle = triangular(ROTATION);
        double slant = MEAN_SLANT + triangular(SLANT);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        // rotation x shear x scale; y points down, so a slant to the right moves the top (negative y) to the right
        xx = cos * wide;
        xy = -cos * slant * size - sin * size;
        yx = sin * wide;
        yy = -sin * slant * size + cos * size;
        dx = triangular(SHIFT_X);
        dy = triangular(SHIFT_Y);
        radius = MEAN_RADIUS + triangular(RADIUS);
        softness = 0.8 + 0.9 * random.nextDouble();
        contrast = 1 - 0.2 * random.nextDouble() * random.nextDouble();
        grain = 0.25 * random.nextDouble();
    }

    /** A draw from the triangular distribution on [-spread, spread]. */
    @SuppressWarnings("IdentityBinaryExpression") // The second draw is another number.
    private double triangular(double spread) {
        return spread * (random.nextDouble() - random.nextDouble());
    }

    /** A stroke in this style, in pixels from the centre of the image. */
    PenStroke apply(PenStroke stroke) {
        double[] points = new double[2 * stroke.size()];
        for (int i = 0; i < stroke.size(); i++) {
            if (stroke.repeats(i)) {                        // a repeated point is a corner and stays one
                points[2 * i] = points[2 * i - 2];
                points[2 * i + 1] = points[2 * i - 1];
                continue;
            }
            double x = stroke.points()[2 * i] + triangular(JITTER);
            double y = stroke.points()[2 * i + 1] + triangular(JITTER);
            points[2 * i] = xx * x + xy * y + dx;
            points[2 * i + 1] = yx * x + yy * y + dy;
        }
        return new PenStroke(points);
    }

    /** The factor of the next pixel's intensity: the contrast, reduced by random grain. */
    double pixelFactor() {
        return contrast * (1 - grain * random.nextDouble());
    }
}
