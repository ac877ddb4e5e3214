package bn.experiments.data;

import java.io.Serializable;
import java.util.Arrays;

/** The targets of examples: labels for classification, numbers for regression. */
public sealed interface Targets extends Serializable {

    /** The number of examples. */
    int count();

    /** The number of columns: the number of classes, or 1 for regression. */
    int columns();

    /** The value of an example in a column: its probability for classes, the number itself for regression. */
    double value(int example, int column);

    /** The targets of a subset of the examples in the given order. */
    Targets select(int[] order);

    /**
     * The classes of examples, as probabilities: 1 for the class and 0 for the others, of which a fraction is given to all classes
     * in equal parts.
     *
     * @param labels the class of each example, from 0; not copied
     * @param columns the number of classes
     * @param smoothing that fraction, from 0 to less than 1
     */
    record Labels(int[] labels, int columns, double smoothing) implements Targets {

        /** Without smoothing: one-hot rows. */
        public Labels(int[] labels, int columns) {
            this(labels, columns, 0);
        }

        @Override
        public int count() {
            return labels.length;
        }

        @Override
        public double value(int example, int column) {
            return (labels[example] == column ? 1 - smoothing : 0) + smoothing / columns;
        }

        @Override
        public Targets select(int[] order) {
            return new Labels(Arrays.stream(order).map(example -> labels[example]).toArray(), columns, smoothing);
        }
    }

    /**
     * The numbers to predict for examples.
     *
     * @param values one number per example; not copied
     */
    record Values(double[] values) implements Targets {
        @Override
        public int count() {
            return values.length;
        }

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public double value(int example, int column) {
            return values[example];
        }

        @Override
        public Targets select(int[] order) {
            return new Values(Arrays.stream(order).mapToDouble(example -> values[example]).toArray());
        }
    }
}
