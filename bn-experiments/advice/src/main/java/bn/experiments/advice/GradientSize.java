package bn.experiments.advice;

import bn.api.InvalidRequestException;

/**
 * What T16 of docs/theory.md needs of the gradients of a unit's weights.
 *
 * @param unitGradient G, the mean over batches of |w|^2 |dL/dw|^2, positive
 * @param weights C, the number of weights in w, positive
 */
public record GradientSize(double unitGradient, int weights) {

    /** @throws InvalidRequestException if a number is not positive */
    public GradientSize {
        if (!(unitGradient > 0 && Double.isFinite(unitGradient)) || weights < 1) {
            throw new InvalidRequestException(
                    "the mean of |w|^2 |dL/dw|^2 is a positive number and a unit has at least one weight, got "
                            + unitGradient + " and " + weights + " weights");
        }
    }
}
