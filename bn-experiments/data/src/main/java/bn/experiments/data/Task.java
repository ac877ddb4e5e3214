package bn.experiments.data;

/** What is to be learned. */
public enum Task {
    /** One of several classes: one target column for each, 1 for the example's class and 0 for the others. */
    CLASSIFICATION,
    /** A number: one target column. */
    REGRESSION
}
