package bn.experiments.data.catalog;

import bn.experiments.data.csv.CsvOptions;
import bn.experiments.data.npy.NpyOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which data set is wanted. Settings that do not concern it are ignored.
 *
 * @param name of the data set
 * @param folder where its files are, if the user said so (mnist, fashion-mnist, kmnist, cifar10, idx)
 * @param classes number of classes; if empty, the training labels tell (idx)
 * @param file the file (csv), or that of the features (npy)
 * @param csv how to read it (csv)
 * @param npy how to read it (npy)
 * @param seed of what is drawn (synthetic-digits)
 * @param train number of training examples to draw (synthetic-digits)
 * @param test number of test examples to draw (synthetic-digits)
 */
public record DatasetRequest(String name, Optional<Path> folder, OptionalInt classes, Optional<Path> file,
        Optional<CsvOptions> csv, Optional<NpyOptions> npy, long seed, int train, int test) { }
