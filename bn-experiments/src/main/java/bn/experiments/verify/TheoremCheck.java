package bn.experiments.verify;

/** A check of one result of the theory. */
@FunctionalInterface
interface TheoremCheck {

    /** Runs the check on data drawn with a seed. */
    TheoremResult run(long seed);
}
