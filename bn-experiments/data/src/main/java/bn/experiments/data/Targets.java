package bn.experiments.data;

import java.util.Arrays;

/** What is to be predicted for each example. */
public sealed interface Targets {

    /** The number of examples. */
    int count();

    /** The number of columns: of classes, or 1 for regression. */
    int columns();

    /** The value of an example in a column: 1 or 0 for classes, the number itself for regression. */
    double value(int example, int column);

    /** Those of some of the examples, in an order of one's own. */
    Targets select(int[] order);

    /**
     * The class of each example.
     *
     * @param labels the class of each, from 0; not copied
     * @param columns the number of classes
     */
    record Labels(int[] labels, int columns) implements Targets {
        @Override
        public int count() {
            return labels.length;
        }

        @Override
        public double value(int example, int column) {
            return labels[example] == column ? 1 : 0;
        }

        @Override
        public Targets select(int[] order) {
            return new Labels(Arrays.stream(order).map(example -> labels[example]).toArray(), columns);
        }
    }

    /**
     * A number for each example.
     *
     * @param values the numbers, not copied
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
