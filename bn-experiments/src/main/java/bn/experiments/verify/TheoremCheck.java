package bn.experiments.verify;

/** A check of one result of the theory. */
@FunctionalInterface
interface TheoremCheck {

    /** Runs it on data of a seed. */
    TheoremResult run(long seed);
}
