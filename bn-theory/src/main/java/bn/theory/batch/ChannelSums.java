package bn.theory.batch;

/** Sums over the examples that the terms of one channel are made of. */
final class ChannelSums {
    private double slope;
    private double slopeX;
    private double slopeCube;
    private double curvature;
    private double curvatureX;
    private double curvatureSquare;

    /** Adds an example with l' and l''. */
    void add(double x, double first, double second) {
        slope += first;
        slopeX += first * x;
        slopeCube += first * x * x * x;
        curvature += second;
        curvatureX += second * x;
        curvatureSquare += second * x * x;
    }

    /** The terms, with Var(x^2) = rho + 2. */
    ChannelTerms terms(double gamma, double skewness, double varianceOfSquare, int examples) {
        double first = gamma / examples;
        double second = 0.5 * gamma * gamma / examples;
        return new ChannelTerms(skewness, varianceOfSquare - 2,
                first * 0.375 * varianceOfSquare * slopeX, -0.5 * first * slopeCube, 0.5 * first * skewness * slope,
                second * curvature, second * skewness * curvatureX, second * 0.25 * varianceOfSquare * curvatureSquare);
    }
}
