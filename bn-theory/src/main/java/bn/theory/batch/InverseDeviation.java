package bn.theory.batch;

/**
 * The mean inverse deviation of a channel in batches of M examples, relative to that of the population, to second order in 1/M:
 * E (s / batch s) = 1 + first / M + second / M^2. T9 is built on this expansion, so its second order next to its first is a yardstick for
 * the batches that T9 holds for. It is not the next order of T9 itself, which needs further derivatives of the loss.
 *
 * <p>With y = q - mean(x)^2, the relative change of the variance, E y = -1/M, E y^2 = (rho+2)/M + (3 - 2 (rho+2))/M^2,
 * E y^3 = (E (x^2-1)^3 - 3 (rho+2) - 6 skewness^2)/M^2 and E y^4 = 3 (rho+2)^2/M^2, up to 1/M^3, in
 * (1 + kappa y)^(-1/2) = 1 - kappa y/2 + 3/8 kappa^2 y^2 - 5/16 kappa^3 y^3 + 35/128 kappa^4 y^4.
 *
 * @param kappa variance / (variance + eps)
 * @param skewness E x^3 of the channel x at mean 0 and variance 1
 * @param squareVariance Var(x^2) = rho + 2, with the excess kurtosis rho
 * @param squareThird E (x^2 - 1)^3
 */
public record InverseDeviation(double kappa, double skewness, double squareVariance, double squareThird) {

    /** The coefficient of 1/M: kappa/2 + 3/8 kappa^2 (rho+2). */
    public double first() {
        return kappa / 2 + 0.375 * kappa * kappa * squareVariance;
    }

    /** The coefficient of 1/M^2. */
    public double second() {
        return bySecondMoments() + byThirdMoments() + byFourthMoments();
    }

    /**
     * The second order relative to the first, times M; its parts by their sizes, since parts of both signs could cancel where neither is
     * small. 0 for a constant channel.
     */
    public double relativeSize() {
        return kappa == 0 ? 0
                : (Math.abs(bySecondMoments()) + Math.abs(byThirdMoments()) + Math.abs(byFourthMoments())) / first();
    }

    private double bySecondMoments() {
        return 0.375 * kappa * kappa * (3 - 2 * squareVariance);
    }

    private double byThirdMoments() {
        return -0.3125 * kappa * kappa * kappa * (squareThird - 3 * squareVariance - 6 * skewness * skewness);
    }

    private double byFourthMoments() {
        double square = kappa * kappa * squareVariance;
        return 105 / 128.0 * square * square;
    }
}
