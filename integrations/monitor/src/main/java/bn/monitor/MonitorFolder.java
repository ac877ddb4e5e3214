package bn.monitor;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files of a monitor folder. Tables grow by whole rows in one write; other files are replaced as a whole by a rename, so a
 * run that stops leaves files that can be read.
 */
final class MonitorFolder implements AutoCloseable {
    private final Path folder;
    private final FolderLock lock;

    private MonitorFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Creates the folder if needed, and locks it.
     *
     * @throws InvalidRequestException if another monitor writes there, or it has the readings of another run
     * @throws BnException if it cannot be written
     */
    static MonitorFolder create(Path path) {
        try {
            Path folder = Files.createDirectories(path).toRealPath();
            FolderLock lock = FolderLock.of(folder);
            if (Files.exists(folder.resolve("monitor.json")) || Files.exists(folder.resolve("layers.csv"))) {
                lock.close();
                throw new InvalidRequestException(
                        "the folder " + path + " has the readings of another run; choose another folder, "
                                + "or delete it");
            }
            return new MonitorFolder(folder, lock);
        } catch (IOException e) {
            throw new BnException("the monitor cannot write the folder " + path + " (" + e + "); choose another folder, "
                    + "or make it writable", e);
        }
    }

    /** Adds rows to a table, and before the first ones its header. */
    void append(String name, List<String> header, List<CsvRow> rows) {
        write(name, file -> {
            String text = Files.exists(file) ? "" : CsvRow.header(header).line();
            text += rows.stream().map(CsvRow::line).collect(Collectors.joining());
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        });
    }

    /** Writes a file as a whole. */
    void replace(String name, Content content) {
        write(name, file -> {
            Path part = file.resolveSibling(name + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                content.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /** Removes the lock. */
    @Override
    public void close() {
        write("monitor.lock", file -> lock.close());
    }

    private void write(String name, FileAction action) {
        Path file = folder.resolve(name);
        try {
            action.run(file);
        } catch (IOException e) {
            throw new BnException("the monitor cannot write " + file + " (" + e + "); its readings up to the last row are kept",
                    e);
        }
    }

    /** The bytes of a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private interface FileAction {
        void run(Path file) throws IOException;
    }
}
