package bn.experiments.data.cifar;

import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.Dataset;
import bn.experiments.data.GunzippedFile;
import bn.experiments.result.MaxHeap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads the binary version of CIFAR-10. It is read directly from the archive, because a checksum is published for the archive but
 * not for the batches that it contains.
 */
public final class Cifar10 {
    private static final String ARCHIVE = "cifar-10-binary.tar.gz";
    private static final String UNPACKED = "cifar-10-batches-bin";
    private static final List<String> BATCHES = List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
            "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin");
    private static final int TRAIN = BATCHES.size() - 1;
    private static final int IMAGES = 10_000;
    /** The maximum size of everything in the archive other than the batches: a description, names and padding. */
    private static final long OTHER_BYTES = 1 << 20;

    private final CifarImages train;
    private final CifarImages test;
    private final List<DataFile> files = new ArrayList<>();

    private Cifar10(int images, int classes) {
        train = new CifarImages(TRAIN, images, classes);
        test = new CifarImages(1, images, classes);
    }

    /** Whether a folder has the archive or at least one batch. If so, messages name the missing files. */
    public static boolean hasAny(Path folder) {
        return Files.isRegularFile(folder.resolve(ARCHIVE))
                || Stream.of(folder, folder.resolve(UNPACKED)).anyMatch(Cifar10::hasBatch);
    }

    private static boolean hasBatch(Path folder) {
        return BATCHES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /**
     * Reads {@code cifar-10-binary.tar.gz}. Features are the pixels of the red, the green and the blue plane.
     *
     * @param name the data set's name
     * @param classNames the name of each class in the order of the labels
     * @throws DataException if the archive or a batch is missing or damaged, or the images do not fit in memory
     */
    public static Dataset read(String name, String description, Path folder, List<String> classNames) {
        return read(name, description, folder, classNames, IMAGES);
    }

    /** The same with another number of images per batch. */
    static Dataset read(String name, String description, Path folder, List<String> classNames, int images) {
        long bytes = CifarImages.bytes(BATCHES.size() * images);
        if (bytes > MaxHeap.bytes()) {
            throw new DataException(folder + ": the images take " + bytes + " bytes, more than the " + MaxHeap.bytes()
                    + " that fit here; give Java more memory (-Xmx)");
        }
        Cifar10 reader = new Cifar10(images, classNames.size());
        Path archive = folder.resolve(ARCHIVE);
        if (!Files.isRegularFile(archive)) {
            throw new DataException(folder + " has batches of CIFAR-10, but not the archive " + ARCHIVE + ", by which they can "
                    + "be checked; put it there, or download it", DataRemedy.DOWNLOAD);
        }
        reader.unpack(archive, BATCHES.size() * CifarImages.batchBytes(images) + OTHER_BYTES);
        return new Dataset(name, description, reader.train.examples(), reader.test.examples(), "label", classNames, reader.files);
    }

    private void read(int batch, InputStream in, long size, String where) throws IOException {
        if (batch < TRAIN) {
            train.read(batch, in, size, where);
        } else {
            test.read(0, in, size, where);
        }
    }

    private void unpack(Path archive, long most) {
        Set<String> missing = new HashSet<>(BATCHES);
        try (GunzippedFile content = GunzippedFile.open(archive, most)) {
            TarArchiveInputStream tar = new TarArchiveInputStream(content);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && BATCHES.contains(name)) {
                    if (!missing.remove(name)) {
                        throw new DataException(archive + " has " + name + " twice; get it again");
                    }
                    read(BATCHES.indexOf(name), tar, entry.getSize(), archive + ", " + name);
                }
            }
            refuse(archive, BATCHES.stream().filter(missing::contains).toList());
            files.add(new DataFile(archive.toString(), content.sha256()));
        } catch (FileSystemException e) {
            throw GunzippedFile.explain(archive, e);
        } catch (IOException e) {
            throw new DataException(archive + " is a damaged or truncated tar.gz archive (" + e.getMessage()
                    + "); get it again", e);
        }
    }

    private static void refuse(Path where, List<String> missing) {
        if (!missing.isEmpty()) {
            throw new DataException(where + " lacks " + String.join(", ", missing) + "; get it again");
        }
    }
}
