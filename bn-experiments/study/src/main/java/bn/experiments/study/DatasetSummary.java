package bn.experiments.study;

import bn.experiments.data.ContentDigest;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.ImageSize;
import java.util.List;

/**
 * What an experiment's plan needs to know of the data.
 *
 * @param name of the data set
 * @param description one line for a person
 * @param train number of training examples
 * @param test number of test examples
 * @param features of an example
 * @param classes number of classes
 * @param poolable whether the examples are images of even height and width
 * @param target what is predicted
 * @param classNames the names of the classes, in their order
 * @param content SHA-256 of the numbers of all these examples
 * @param files what they were read from
 */
public record DatasetSummary(String name, String description, int train, int test, int features, int classes, boolean poolable,
        String target, List<String> classNames, String content, List<DataFile> files) {

    /** Copies the lists. */
    public DatasetSummary {
        classNames = List.copyOf(classNames);
        files = List.copyOf(files);
    }

    /** The facts of a data set for classification. */
    public static DatasetSummary of(Dataset dataset) {
        return new DatasetSummary(dataset.name(), dataset.description(), dataset.train().count(), dataset.test().count(),
                dataset.train().features(), dataset.train().targets(),
                dataset.train().image().filter(DatasetSummary::even).isPresent(),
                dataset.target(), dataset.classNames(), ContentDigest.of(dataset), dataset.files());
    }

    private static boolean even(ImageSize size) {
        return size.height() % 2 == 0 && size.width() % 2 == 0;
    }
}
