package bn.experiments.data.idx;

import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A data set in four IDX files with the names that MNIST's have, in one folder. */
public final class IdxFolder {
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";

    private final Path folder;
    private final int classes;
    private final List<DataFile> files = new ArrayList<>();

    private IdxFolder(Path folder, int classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /** Whether a folder has at least one of the files, so that what is wrong with the others is worth saying. */
    public static boolean hasAny(Path folder) {
        return Stream.of(TRAIN, TEST).flatMap(part -> Stream.of(IMAGES, LABELS).flatMap(kind -> names(part, kind).stream()))
                .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /**
     * Reads the files: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
     * {@code t10k-labels-idx1-ubyte}, each also with a dot for the second hyphen, and each plain or as {@code .gz}, which comes
     * first. The data set's files are in this order.
     *
     * @param name the data set's name
     * @param classes the number of classes; labels go from 0 to classes - 1
     * @throws DataException if a file is missing or damaged, or if they do not go together
     */
    public static Dataset read(String name, String description, Path folder, int classes) {
        IdxFolder reader = new IdxFolder(folder, classes);
        Examples train = reader.examples(TRAIN);
        Examples test = reader.examples(TEST);
        if (!train.image().equals(test.image())) {
            throw new DataException(folder + ": training images are " + train.image().orElseThrow() + " pixels, test images "
                    + test.image().orElseThrow() + "; they must be of one size");
        }
        List<String> classNames = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new Dataset(name, description, train, test, "label", classNames, reader.files);
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
        return Examples.ofImages(size, images.values(), new Targets.Labels(classesOf(labelFile, labels.values()), classes));
    }

    private int[] classesOf(Path file, byte[] values) {
        int[] labels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            labels[i] = Byte.toUnsignedInt(values[i]);
            if (labels[i] >= classes) {
                throw new DataException(file + ": label " + labels[i] + " of example " + (i + 1) + " is out of range 0 to "
                        + (classes - 1) + "; the file is damaged, or there are more than " + classes
                        + " classes (--classes says how many)");
            }
        }
        return labels;
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
