package bn.conformance.reference;

/** A compensated sum: its error does not grow with the number of terms (Neumaier 1974). */
final class CompensatedSum {
    private double sum;
    private double lost;

    CompensatedSum add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
        sum = next;
        return this;
    }

    /** The sum. If it is infinite or NaN, nothing is compensated. */
    double value() {
        return Double.isFinite(sum) ? sum + lost : sum;
    }
}
