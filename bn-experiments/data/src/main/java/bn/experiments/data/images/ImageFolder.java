package bn.experiments.data.images;

import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.RowSplit;
import bn.experiments.data.Targets;
import bn.experiments.result.MaxHeap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Reads images that lie in a folder for each class, as torchvision's ImageFolder does: PNG and JPEG, as red, green and blue planes;
 * grey images have three equal planes, transparency is left out. The images are in the order first of each class, second of each
 * class and so on, so that the first ones are of all classes.
 */
public final class ImageFolder {
    private static final String NAME = "image-folder";
    private static final int BLOCK = 256;

    private final Path root;
    private final List<String> classes;
    private final ImageSize size;
    private final List<DataFile> digests = new ArrayList<>();
    private final IntConsumer decoded;

    private ImageFolder(Path root, List<String> classes, ImageSize size, IntConsumer decoded) {
        this.root = root;
        this.classes = classes;
        this.size = size;
        this.decoded = decoded;
    }

    /** Whether images to test on have a folder of their own. */
    public static boolean hasTest(Path folder) {
        return Files.isDirectory(folder.resolve("test"));
    }

    /**
     * Reads a folder: with {@code train/CLASS/...} and {@code test/CLASS/...}, or with {@code CLASS/...} alone.
     *
     * @param testFraction without a folder test: fraction of the images that are set aside for testing
     * @param seed that chooses them
     * @param progress told the fraction of the images that are decoded, from 0 to 1
     * @throws DataException if there are no images, one cannot be read, sizes differ, or they do not fit in memory
     */
    public static Dataset read(Path folder, double testFraction, long seed, DoubleConsumer progress) {
        Path trainFolder = folder.resolve("train");
        boolean parted = Files.isDirectory(trainFolder) || hasTest(folder);
        ClassFolders train = ClassFolders.of(parted ? trainFolder : folder);
        List<String> classes = List.copyOf(train.files().keySet());
        if (classes.size() < 2) {
            throw new DataException(folder + " has the class " + classes.get(0) + " alone; at least two classes are needed");
        }
        Path first = train.files().get(classes.get(0)).get(0);
        Optional<ClassFolders> test = parted && hasTest(folder) ? Optional.of(ClassFolders.of(folder.resolve("test")))
                : Optional.empty();
        double count = train.count() + test.map(ClassFolders::count).orElse(0);
        AtomicInteger done = new AtomicInteger();
        ImageFolder reader = new ImageFolder(folder, classes, ImageFile.size(first.toString(), content(first)),
                images -> progress.accept(done.addAndGet(images) / count));
        Examples examples = reader.examples(train, parted ? "train" : "");
        if (test.isPresent()) {
            return reader.dataset(examples, reader.examples(test.get(), "test"), train.others() + test.get().others());
        }
        RowSplit split = RowSplit.of(examples.count(), testFraction, seed);
        return reader.dataset(examples.select(split.train()), examples.select(split.test()), train.others());
    }

    private Dataset dataset(Examples train, Examples test, int others) {
        String description = root + ": " + train.count() + " images to train on and " + test.count() + " to test on, "
                + size.height() + " x " + size.width() + " pixels, " + classes.size() + " classes (" + classes.get(0) + " to "
                + classes.get(classes.size() - 1) + ")" + (others == 0 ? "" : "; " + others + " files are no images");
        return new Dataset(NAME, description, train, test, "class", classes, digests);
    }

    private Examples examples(ClassFolders folders, String part) {
        for (String name : folders.files().keySet()) {
            if (!classes.contains(name)) {
                throw new DataException(root.resolve(part) + " has the class " + name + ", which there is not to train on");
            }
        }
        int count = folders.count();
        long bytes = (long) count * size.features();
        if (bytes > Math.min(MaxHeap.bytes(), Integer.MAX_VALUE - 8)) {
            throw new DataException(root.resolve(part) + ": the images take " + bytes + " bytes, more than the "
                    + Math.min(MaxHeap.bytes(), Integer.MAX_VALUE - 8) + " that fit here; use fewer or smaller ones");
        }
        List<Path> files = new ArrayList<>();
        int[] labels = new int[count];
        int most = folders.files().values().stream().mapToInt(List::size).max().orElseThrow();
        for (int i = 0; i < most; i++) {
            for (Map.Entry<String, List<Path>> images : folders.files().entrySet()) {
                if (i < images.getValue().size()) {
                    labels[files.size()] = classes.indexOf(images.getKey());
                    files.add(images.getValue().get(i));
                }
            }
        }
        byte[] pixels = new byte[(int) bytes];
        digests.add(new DataFile(root.resolve(part).toString(), decode(files, pixels)));
        return Examples.ofImages(size, pixels, new Targets.Labels(labels, classes.size()));
    }

    /** Decodes the files on all processors, and returns the digest of their names and contents in order. */
    private String decode(List<Path> files, byte[] pixels) {
        MessageDigest digest = sha256();
        for (int from = 0; from < files.size(); from += BLOCK) {
            List<Path> block = files.subList(from, Math.min(files.size(), from + BLOCK));
            int offset = from;
            byte[][] contents = new byte[block.size()][];
            IntStream.range(0, block.size()).parallel().forEach(i -> {
                contents[i] = content(block.get(i));
                ImageFile.read(block.get(i).toString(), contents[i], size, pixels, (offset + i) * size.features());
            });
            for (int i = 0; i < contents.length; i++) {
                digest.update(root.relativize(block.get(i)).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(contents[i]);
            }
            decoded.accept(block.size());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
