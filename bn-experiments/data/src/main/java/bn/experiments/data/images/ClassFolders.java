package bn.experiments.data.images;

import bn.experiments.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The image files of a folder with a subfolder for each class, in the order of torchvision's ImageFolder: classes and files by
 * name.
 *
 * @param files the images of each class by its name
 * @param others how many files are no PNG or JPEG by their names
 */
record ClassFolders(TreeMap<String, List<Path>> files, int others) {

    /**
     * Lists a folder. Files and folders whose name starts with a dot are left out.
     *
     * @throws DataException if there is no class, or one has no images
     */
    static ClassFolders of(Path folder) {
        TreeMap<String, List<Path>> files = new TreeMap<>();
        int others = 0;
        for (Path each : list(folder)) {
            if (!Files.isDirectory(each)) {
                others++;
                continue;
            }
            List<Path> images = new ArrayList<>();
            others += collect(each, images);
            if (images.isEmpty()) {
                throw new DataException("the class folder " + each + " has no PNG or JPEG images; add some, or remove it");
            }
            files.put(each.getFileName().toString(), images);
        }
        if (files.isEmpty()) {
            throw new DataException(folder + " has no class folders; it needs a folder of PNG or JPEG images for each class, or "
                    + "folders train and test with these");
        }
        return new ClassFolders(files, others);
    }

    /** Collects the images below a folder; returns how many other files there are. */
    private static int collect(Path folder, List<Path> images) {
        int others = 0;
        for (Path each : list(folder)) {
            if (Files.isDirectory(each)) {
                others += collect(each, images);
            } else if (isImage(each)) {
                images.add(each);
            } else {
                others++;
            }
        }
        return others;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("the folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Number of images. */
    int count() {
        return files.values().stream().mapToInt(List::size).sum();
    }
}
