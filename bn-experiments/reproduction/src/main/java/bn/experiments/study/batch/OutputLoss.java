package bn.experiments.study.batch;

import bn.theory.batch.ExampleLoss;

/** The loss of an example as a function of the outputs of a batch-normalized layer, with its derivatives. */
interface OutputLoss extends ExampleLoss {

    /**
     * The loss.
     *
     * @param example which example, from 0
     * @param outputs h, length K; not to be changed or kept
     */
    double value(int example, double[] outputs);

    /** A loss by its value and its derivatives. */
    static OutputLoss of(Value value, ExampleLoss derivatives) {
        return new OutputLoss() {
            @Override
            public double value(int example, double[] outputs) {
                return value.of(example, outputs);
            }

            @Override
            public void derivatives(int example, double[] outputs, double[] gradient, double[] hessian) {
                derivatives.derivatives(example, outputs, gradient, hessian);
            }
        };
    }

    /** The value alone. */
    @FunctionalInterface
    interface Value {

        /** The loss of an example at the outputs. */
        double of(int example, double[] outputs);
    }
}
