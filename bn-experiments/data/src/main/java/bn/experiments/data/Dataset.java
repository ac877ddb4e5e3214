package bn.experiments.data;

import bn.api.InvalidRequestException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training and test examples with their metadata. Serializable, so that other processes of a computation can have it.
 *
 * @param name the name by which the user selects it, such as {@code mnist}
 * @param description one line for the user
 * @param train the training examples, at least one
 * @param test the test examples with the same features and targets, possibly none
 * @param target the name of the target
 * @param classNames the names of the classes; empty for regression
 * @param files the files that the examples were read from
 */
public record Dataset(String name, String description, Examples train, Examples test, String target,
        List<String> classNames, List<DataFile> files) implements Serializable {

    /** A data set.
     *
     * @throws IllegalArgumentException if training examples, test examples and class names do not match
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

    /** The data set with only its first n training examples and all test examples. */
    public Dataset limit(int n) {
        return new Dataset(name, description, train.limit(n), test, target, classNames, files);
    }

    /**
     * The data set with normalized channels of training and test images.
     *
     * @throws bn.api.InvalidRequestException if they are not images of as many channels
     */
    public Dataset normalized(ChannelNormalization normalization) {
        return new Dataset(name, description, train.normalized(normalization), test.normalized(normalization), target, classNames,
                files);
    }

    /**
     * The data set for a network with more outputs than there are classes.
     *
     * @param first the output, from 0, of the first class; the others follow it
     * @param outputs number of outputs
     * @throws InvalidRequestException if these are no classes, or do not fit the outputs
     */
    public Dataset withOutputs(int first, int outputs) {
        if (task() != Task.CLASSIFICATION || first < 0 || first > outputs - classNames.size()) {
            throw new InvalidRequestException("the " + classNames.size() + " classes of " + name + " cannot be the outputs from "
                    + first + " on of a network with " + outputs + " outputs");
        }
        List<String> names = IntStream.range(0, outputs).mapToObj(output -> output >= first && output - first < classNames.size()
                ? classNames.get(output - first) : "output " + output).toList();
        return new Dataset(name, description, train.withOutputs(first, outputs), test.withOutputs(first, outputs), target, names,
                files);
    }

    /** The data set with average pooling of p x p pixels, for training and test images. */
    public Dataset pool(int p) {
        return new Dataset(name, description, train.pool(p), test.pool(p), target, classNames, files);
    }
}
