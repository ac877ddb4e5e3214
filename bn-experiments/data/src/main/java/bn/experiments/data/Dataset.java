package bn.experiments.data;

import java.util.List;

/**
 * Examples to learn from and to test on, and what is known about them.
 *
 * @param name how it is asked for, such as {@code mnist}
 * @param description one line for a person
 * @param train the training examples, at least one
 * @param test the test examples, of the same features and targets; possibly none
 * @param target the name of what is predicted
 * @param classNames the name of each class; empty for regression
 * @param files what the examples were read from
 */
public record Dataset(String name, String description, Examples train, Examples test, String target,
        List<String> classNames, List<DataFile> files) {

    /** A data set.
     *
     * @throws IllegalArgumentException if training and test examples or the class names do not go together
     */
    public Dataset {
        classNames = List.copyOf(classNames);
        files = List.copyOf(files);
        if (train.count() == 0) {
            throw new IllegalArgumentException("data set '" + name + "' has no training examples");
        }
        if (train.features() != test.features() || train.targets() != test.targets() || train.task() != test.task()
                || !train.image().equals(test.image())) {
            throw new IllegalArgumentException("training and test examples of '" + name + "' differ in kind");
        }
        if (classNames.size() != (train.task() == Task.CLASSIFICATION ? train.targets() : 0)) {
            throw new IllegalArgumentException(classNames.size() + " class names for " + train.targets() + " target columns");
        }
    }

    /** Classification or regression. */
    public Task task() {
        return train.task();
    }

    /** The same with only the first n training examples; the test examples stay. */
    public Dataset limit(int n) {
        return new Dataset(name, description, train.limit(n), test, target, classNames, files);
    }

    /** The same with each square of p x p pixels averaged into one, in training and test images. */
    public Dataset pool(int p) {
        return new Dataset(name, description, train.pool(p), test.pool(p), target, classNames, files);
    }
}
