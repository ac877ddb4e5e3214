package bn.experiments.run;

import bn.experiments.data.ContentDigest;
import bn.experiments.data.Dataset;
import bn.experiments.data.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What distinguishes one data set from another: the numbers that are computed with, not the files. The checksums cover features
 * and targets as they are used, example by example, so that another split, order, pooling or target gives another identity.
 *
 * @param dataset name of the data set
 * @param task classification or regression
 * @param target name of what is predicted
 * @param classNames name of each class in the order of the outputs; empty for regression
 * @param features number of features of an example
 * @param trainExamples number of training examples
 * @param testExamples number of test examples
 * @param trainSha256 SHA-256 of the training examples
 * @param testSha256 SHA-256 of the test examples
 */
public record DataIdentity(String dataset, Task task, String target, List<String> classNames, int features, int trainExamples,
        int testExamples, String trainSha256, String testSha256) {
    private static final int SHOWN = 12;

    /** Copies the names. */
    public DataIdentity {
        classNames = List.copyOf(classNames);
    }

    /** The identity of a data set; reads all of its examples once. */
    public static DataIdentity of(Dataset dataset) {
        return new DataIdentity(dataset.name(), dataset.task(), dataset.target(), dataset.classNames(),
                dataset.train().features(),
                dataset.train().count(), dataset.test().count(), ContentDigest.of(dataset.train()),
                ContentDigest.of(dataset.test()));
    }

    /** The differences between these data and others, each with the old and the new value. */
    public List<String> differences(DataIdentity now) {
        List<String> differences = new ArrayList<>();
        compare("the data set", dataset, now.dataset, differences);
        compare("the task", task, now.task, differences);
        compare("the target", target, now.target, differences);
        compare("the list of classes", classNames, now.classNames, differences);
        compare("the number of features", features, now.features, differences);
        compare("the number of training examples", trainExamples, now.trainExamples, differences);
        compare("the number of test examples", testExamples, now.testExamples, differences);
        compare("the SHA-256 of the training examples", abridged(trainSha256), abridged(now.trainSha256), differences);
        compare("the SHA-256 of the test examples", abridged(testSha256), abridged(now.testSha256), differences);
        return differences;
    }

    private static String abridged(String sha256) {
        return sha256.length() <= SHOWN ? sha256 : sha256.substring(0, SHOWN) + "...";
    }

    private static void compare(String what, Object before, Object now, List<String> differences) {
        if (!before.equals(now)) {
            differences.add(what + " was " + before + ", now " + now);
        }
    }
}
