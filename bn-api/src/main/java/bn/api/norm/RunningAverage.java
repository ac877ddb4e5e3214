package bn.api.norm;

import bn.api.InvalidRequestException;

/** How batch statistics are averaged for inference. */
public sealed interface RunningAverage {

    /** The weight of the batch at a step; steps count from 1. */
    double weight(long step);

    /**
     * An exponential moving average: each new batch has the same weight. This weight is PyTorch's {@code momentum}, and 1 minus
     * Keras's {@code momentum}.
     *
     * @param newWeight weight of the new batch, above 0, at most 1
     */
    record Exponential(double newWeight) implements RunningAverage {

        /** Checks the range. */
        public Exponential {
            if (!(newWeight > 0 && newWeight <= 1)) {
                throw new InvalidRequestException("the weight of a new batch is above 0 and at most 1, got " + newWeight);
            }
        }

        @Override
        public double weight(long step) {
            return newWeight;
        }
    }

    /** All batches have the same weight in the average (PyTorch's {@code momentum=None}). */
    record Cumulative() implements RunningAverage {

        @Override
        public double weight(long step) {
            return 1.0 / step;
        }
    }
}
