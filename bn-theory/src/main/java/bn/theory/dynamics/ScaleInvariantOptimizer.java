package bn.theory.dynamics;

/**
 * T10 and T16 of docs/theory.md: an optimizer with weight decay on weights w whose length does not change the loss, such as weights
 * before batch normalization with eps = 0. Decay shortens w and gradients lengthen it, until both balance. All predictions are to
 * leading order in the part of w that is replaced in a step, 1 / {@link #turnoverSteps()}, which must be far below 1.
 */
public sealed interface ScaleInvariantOptimizer permits ScaleInvariantSgd, ScaleInvariantAdamW, ScaleInvariantAdam {

    /** Root mean square angle in radians between w before and after a step at equilibrium. */
    double angularUpdate();

    /** How decay and gradients change the length. */
    LengthBalance balance();

    /**
     * Number of steps in which weight decay alone shrinks |w|^2 at equilibrium by a factor e. If the gradients of different steps
     * are uncorrelated, the squared angles of the displacements that this many gradients cause add up to 1.
     */
    default double turnoverSteps() {
        return balance().turnoverSteps();
    }

    /** Number of steps in which a small distance of |w|^2 from equilibrium shrinks by a factor e. */
    default double relaxationSteps() {
        return balance().relaxationSteps();
    }
}
