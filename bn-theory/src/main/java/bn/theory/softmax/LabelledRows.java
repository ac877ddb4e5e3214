package bn.theory.softmax;

import bn.api.InvalidRequestException;

/**
 * A data set for classification.
 *
 * @param inputs the rows
 * @param labels class of each row, from 0 to classes - 1, length N
 * @param classes number of classes K, at least 2; a class without examples would have no optimal shift, so each needs one
 */
public record LabelledRows(RowSource inputs, int[] labels, int classes) {

    /** Checks the labels; the array is not copied. */
    public LabelledRows {
        if (classes < 2) {
            throw new InvalidRequestException("softmax regression needs at least 2 classes, got " + classes);
        }
        int[] examples = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new InvalidRequestException("label " + labels[i] + " of example " + (i + 1) + " is not from 0 to "
                        + (classes - 1));
            }
            examples[labels[i]]++;
        }
        for (int k = 0; k < classes; k++) {
            if (examples[k] == 0) {
                throw new InvalidRequestException("class " + k + " has none of the " + labels.length
                        + " examples, so the softmax problem has no optimum; use more examples");
            }
        }
    }

    /** Number of rows N. */
    public int size() {
        return labels.length;
    }
}
