package bn.experiments.data.idx;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a data set from four IDX files in one folder, with the file names of MNIST. */
public final class IdxDataset {
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";
    /** Labels are one byte. */
    private static final int MAX_CLASSES = 256;

    private final Path folder;
    private final List<DataFile> files = new ArrayList<>();
    /** The number of classes: given, or determined by the training labels. */
    private OptionalInt classes;
    /** The label of the first class. */
    private int first;

    private IdxDataset(Path folder, OptionalInt classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /** Whether a folder has at least one of the files. If so, messages say what is wrong with the others. */
    public static boolean hasAny(Path folder) {
        return Stream.of(TRAIN, TEST).flatMap(part -> Stream.of(IMAGES, LABELS).flatMap(kind -> names(part, kind).stream()))
                .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /**
     * Reads a data set with given classes.
     *
     * @param classNames the name of each class in the order of the labels, which start at 0
     * @throws DataException as {@link #read(String, String, Path, OptionalInt)}
     */
    public static Dataset read(String name, String description, Path folder, List<String> classNames) {
        return new IdxDataset(folder, OptionalInt.of(classNames.size())).dataset(name, description, Optional.of(classNames));
    }

    /**
     * Reads the files {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
     * {@code t10k-labels-idx1-ubyte}, in this order. The last hyphen before {@code idx} may be a dot. Each file may be compressed
     * ({@code .gz}); a compressed file is preferred.
     *
     * @param name the name of the data set
     * @param classes the number of classes, 2 to 256, with labels from 0 to classes - 1; if empty, the labels are those from the
     *         lowest to the highest training label. The name of a class is its label
     * @throws InvalidRequestException if the number of classes is out of range
     * @throws DataException if a file is missing or damaged, or the files do not match
     */
    public static Dataset read(String name, String description, Path folder, OptionalInt classes) {
        if (classes.isPresent() && (classes.getAsInt() < 2 || classes.getAsInt() > MAX_CLASSES)) {
            throw new InvalidRequestException("the number of classes is 2 to " + MAX_CLASSES + ", got " + classes.getAsInt());
        }
        return new IdxDataset(folder, classes).dataset(name, description, Optional.empty());
    }

    private Dataset dataset(String name, String description, Optional<List<String>> classNames) {
        Examples train = examples(TRAIN);
        Examples test = examples(TEST);
        if (!train.image().equals(test.image())) {
            throw new DataException(folder + ": training images are " + train.image().orElseThrow() + " pixels, test images "
                    + test.image().orElseThrow() + "; they must be of one size");
        }
        return new Dataset(name, description, train, test, "label", classNames.orElseGet(
                () -> IntStream.range(first, first + train.targets()).mapToObj(Integer::toString).toList()), files);
    }

    private Examples examples(String part) {
        Path imageFile = find(part, IMAGES);
        Path labelFile = find(part, LABELS);
        IdxFile images = IdxFile.read(imageFile, 3);
        IdxFile labels = IdxFile.read(labelFile, 1);
        int count = images.dimensions()[0];
        if (count != labels.dimensions()[0]) {
            throw new DataException(imageFile + " has " + count + " images but " + labelFile + " has " + labels.dimensions()[0]
                    + " labels; they do not belong together");
        }
        files.add(new DataFile(imageFile.toString(), images.sha256()));
        files.add(new DataFile(labelFile.toString(), labels.sha256()));
        ImageSize size = new ImageSize(images.dimensions()[1], images.dimensions()[2]);
        return Examples.ofImages(size, images.values(), labels(labelFile, labels.values()));
    }

    private Targets.Labels labels(Path file, byte[] values) {
        int[] labels = IntStream.range(0, values.length).map(i -> Byte.toUnsignedInt(values[i])).toArray();
        if (classes.isEmpty()) {
            learnClasses(file, labels);
        }
        int last = first + classes.getAsInt() - 1;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < first || labels[i] > last) {
                throw new DataException(file + ": label " + labels[i] + " of example " + (i + 1) + " is out of range " + first
                        + " to " + last + "; the file is damaged, or its classes are others than those given or in training");
            }
            labels[i] -= first;
        }
        return new Targets.Labels(labels, classes.getAsInt());
    }

    private void learnClasses(Path file, int[] training) {
        IntSummaryStatistics range = Arrays.stream(training).summaryStatistics();
        if (range.getMin() == range.getMax()) {
            throw new DataException(file + ": all labels are " + range.getMin() + "; at least two classes are needed");
        }
        first = range.getMin();
        classes = OptionalInt.of(range.getMax() - first + 1);
    }

    private Path find(String part, String kind) {
        List<String> names = names(part, kind);
        Optional<Path> found = names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
        return found.orElseThrow(() -> new DataException("no " + (part.equals(TRAIN) ? "training " : "test ") + kind + " in "
                + folder + ": looked for " + String.join(", ", names)));
    }

    private static List<String> names(String part, String kind) {
        String rank = kind.equals(IMAGES) ? "idx3" : "idx1";
        String hyphen = part + "-" + kind + "-" + rank + "-ubyte";
        String dot = part + "-" + kind + "." + rank + "-ubyte";
        return List.of(hyphen + ".gz", hyphen, dot + ".gz", dot);
    }
}
