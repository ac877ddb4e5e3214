package bn.experiments.data.catalog;

import bn.experiments.data.csv.CsvOptions;
import bn.experiments.data.npy.NpyOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Selects a data set. Options of other data sets are ignored.
 *
 * @param name the name of the data set
 * @param folder the folder of its files, if the user named it (mnist, fashion-mnist, kmnist, cifar10, idx,
 *         image-folder)
 * @param classes the number of classes; if empty, it follows from the training labels (idx)
 * @param file the file (csv), or the file of the features (npy)
 * @param csv how to read the file (csv)
 * @param npy how to read the file (npy)
 * @param testFraction the fraction of the images to set aside for testing, if they have no folder (image-folder)
 * @param seed the random seed (synthetic-digits, image-folder)
 * @param train the number of training examples (synthetic-digits)
 * @param test the number of test examples (synthetic-digits)
 */
public record DatasetRequest(String name, Optional<Path> folder, OptionalInt classes, Optional<Path> file,
        Optional<CsvOptions> csv, Optional<NpyOptions> npy, double testFraction, long seed, int train, int test) {}
