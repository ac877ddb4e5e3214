package bn.api.norm;

import bn.api.InvalidRequestException;

/** How the statistics of batches are averaged for inference. */
public sealed interface RunningAverage {

    /** The weight of the batch of a step, counted from 1. */
    double weight(long step);

    /**
     * Each batch enters with the same weight, and older ones fade. PyTorch's {@code momentum} is this weight, Keras's is
     * 1 minus it.
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
