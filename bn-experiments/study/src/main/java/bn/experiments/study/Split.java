package bn.experiments.study;

import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Shuffle;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Examples for three purposes, without overlap.
 *
 * @param train to learn from
 * @param validation to choose by
 * @param test to report on; nothing is chosen by them
 */
public record Split(Examples train, Examples validation, Examples test) {

    /**
     * Draws training and validation examples from a data set's training examples; its test examples are all there. Images
     * remain images.
     *
     * @param train how many to learn from
     * @param validation how many to choose by
     * @throws IllegalArgumentException if that is more than there are
     */
    public static Split draw(Dataset dataset, int train, int validation, long seed) {
        int count = dataset.train().count();
        if (train < 1 || validation < 0 || train > count - validation) {
            throw new IllegalArgumentException(train + " and " + validation + " of " + count + " examples");
        }
        int[] order = Shuffle.order(count, new SplittableRandom(seed));
        return new Split(dataset.train().select(Arrays.copyOf(order, train)),
                dataset.train().select(Arrays.copyOfRange(order, train, train + validation)),
                dataset.test().select(IntStream.range(0, dataset.test().count()).toArray()));
    }

    /** A data set of the training and test examples, for a trainer; the validation examples are not in it. */
    public Dataset dataset(Dataset original) {
        return new Dataset(original.name(), original.description(), train, test, original.target(), original.classNames(),
                original.files());
    }

    /** A data set whose test examples are the validation examples, for a trainer that tells how well it does on them. */
    public Dataset forChoosing(Dataset original) {
        return new Dataset(original.name(), original.description(), train, validation, original.target(), original.classNames(),
                original.files());
    }
}
