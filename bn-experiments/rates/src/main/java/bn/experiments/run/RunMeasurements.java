package bn.experiments.run;

import bn.api.InvalidRequestException;

/**
 * What a training run measures.
 *
 * @param rateExamples largest number of training examples to measure the rates on, at least 1
 * @param motion whether the motion of the weights before each normalization is recorded at every step
 */
public record RunMeasurements(int rateExamples, boolean motion) {

    /** Checks the number. */
    public RunMeasurements {
        if (rateExamples < 1) {
            throw new InvalidRequestException("the rates are measured on at least 1 example, got " + rateExamples);
        }
    }
}
