package bn.experiments.data;

/** What is to be predicted for each example. */
public sealed interface Targets {

    /** The number of examples. */
    int count();

    /** The number of columns: of classes, or 1 for regression. */
    int columns();

    /** The value of an example in a column: 1 or 0 for classes, the number itself for regression. */
    double value(int example, int column);

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
    }
}
