package bn.experiments.reading;

/** The probability that chance alone moves a mean away from 0 by a number of its standard errors. */
final class StudentTail {
    private StudentTail() {}

    /**
     * P(|t| > x) of Student's t, in closed form (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).
     *
     * @param x at least 0
     * @param freedom degrees of freedom, at least 1
     */
    static double probability(double x, int freedom) {
        double angle = Math.atan(x / Math.sqrt(freedom));
        double cosine = Math.cos(angle);
        boolean odd = freedom % 2 == 1;
        // The sum has the terms cos^1, cos^3, ... for an odd number, else cos^0, cos^2, ...
        double term = odd ? cosine : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
            term *= (k - 1.0) / k * cosine * cosine;
            sum += term;
        }
        double inside = odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
        return Math.max(0, 1 - inside);
    }
}
