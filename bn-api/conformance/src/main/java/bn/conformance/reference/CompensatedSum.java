package bn.conformance.reference;

/** A sum whose error does not grow with the number of its terms (Neumaier 1974). */
final class CompensatedSum {
    private double sum;
    private double lost;

    CompensatedSum add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
        sum = next;
        return this;
    }

    /** The sum; once it is infinite or NaN, there is nothing to compensate. */
    double value() {
        return Double.isFinite(sum) ? sum + lost : sum;
    }
}
