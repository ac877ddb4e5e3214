package bn.spark.network;

import bn.api.BnException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The image files below a folder with a subfolder for each class, on any file system that Hadoop reads: PNG and JPEG by their names;
 * files and folders whose name starts with a dot are left out.
 *
 * @param files of each class, sorted by name
 * @param bytes of all these files
 * @param others how many files are no images, or in no class folder
 */
record ImageFiles(TreeMap<String, List<String>> files, long bytes, int others) {

    /**
     * Lists a folder.
     *
     * @throws BnException if there is no such folder, or it has not at least two classes
     */
    static ImageFiles of(String folder, Configuration hadoop) {
        try {
            Path root = new Path(folder);
            FileSystem system = root.getFileSystem(hadoop);
            Path absolute = system.makeQualified(root);
            ImageFiles found = list(absolute, system);
            if (found.files.containsKey("train") || found.files.containsKey("test")) {
                throw new BnException(folder + " has folders train or test; give the one whose subfolders are the classes, "
                        + "for example " + folder + "/train");
            }
            if (found.files.size() < 2) {
                throw new BnException(folder + " has " + (found.files.isEmpty() ? "no class folders" : "the class "
                        + found.files.firstKey() + " alone") + "; it needs a folder of PNG or JPEG images for each class");
            }
            return found;
        } catch (FileNotFoundException e) {
            throw new BnException(
                    "there is no folder " + folder + "; --input names one that the driver and the executors can read", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new BnException("the folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static ImageFiles list(Path root, FileSystem system) throws IOException {
        TreeMap<String, List<String>> files = new TreeMap<>();
        long bytes = 0;
        int others = 0;
        RemoteIterator<LocatedFileStatus> all = system.listFiles(root, true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            List<String> names = below(root, file.getPath());
            if (names.stream().anyMatch(name -> name.startsWith("."))) {
                continue;
            }
            if (names.size() < 2 || !isImage(file.getPath().getName())) {
                others++;
                continue;
            }
            files.computeIfAbsent(names.get(0), name -> new ArrayList<>()).add(file.getPath().toString());
            bytes += file.getLen();
        }
        files.values().forEach(list -> list.sort(null));
        return new ImageFiles(files, bytes, others);
    }

    /** The names from below the root to the file itself. */
    private static List<String> below(Path root, Path file) {
        List<String> names = new ArrayList<>();
        for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
            names.add(0, at.getName());
        }
        return names;
    }

    private static boolean isImage(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    /** The classes in the order of their names. */
    List<String> classes() {
        return List.copyOf(files.keySet());
    }

    /** The first image of each class, the second of each class and so on, so that batches have all classes. */
    List<ImageName> mixed() {
        List<ImageName> names = new ArrayList<>();
        int most = files.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            int at = i;
            files.forEach((name, list) -> {
                if (at < list.size()) {
                    names.add(new ImageName(list.get(at), name));
                }
            });
        }
        return names;
    }

    /** The content of a file. */
    static byte[] content(String file, Configuration hadoop) {
        Path path = new Path(file);
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new BnException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
