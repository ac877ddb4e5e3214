package bn.experiments.data;

/** The kind of prediction. */
public enum Task {
    /** One of several classes. There is one target column per class: 1 for the class of the example, 0 for the others. */
    CLASSIFICATION,
    /** A number. There is one target column. */
    REGRESSION
}
