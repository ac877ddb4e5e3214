package bn.theory.optimize;

/** A step of a line search, with value and slope along the direction there. */
record Trial(double step, double value, double slope) {

    boolean isFinite() {
        return Double.isFinite(value) && Double.isFinite(slope);
    }
}
