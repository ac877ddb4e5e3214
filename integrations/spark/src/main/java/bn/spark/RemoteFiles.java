package bn.spark;

import bn.api.BnException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.local.RawLocalFs;

/** The files of a folder in a file system that Hadoop knows. */
final class RemoteFiles {
    private static final String HIDDEN = ".bn";
    /** A file that is being written. */
    private static final String PART = HIDDEN + "-part-";
    /** A file that is complete and gets its name next. */
    private static final String COMPLETE = HIDDEN + "-new-";

    private final String address;
    private final FileContext system;
    private final Path folder;

    /**
     * A folder, which is made if needed.
     *
     * @param address with a scheme
     * @throws BnException if this machine has no such file system
     */
    RemoteFiles(String address, Configuration settings) throws IOException {
        this.address = address;
        system = system(address, settings);
        folder = system.makeQualified(new Path(address));
        system.mkdir(folder, null, true);
    }

    /**
     * A file system.
     *
     * @throws BnException if Hadoop on this machine does not know it
     */
    static FileContext system(String address, Configuration settings) throws IOException {
        Configuration own = new Configuration(settings);
        // Without files of checksums next to the files, which other programs would not keep up to date.
        own.set("fs.AbstractFileSystem.file.impl", RawLocalFs.class.getName());
        try {
            return FileContext.getFileContext(new Path(address).toUri(), own);
        } catch (UnsupportedFileSystemException e) {
            throw new BnException("cannot use " + address + ": Hadoop has no file system of this scheme here (" + e.getMessage()
                    + "); add its jar by spark-submit --packages or --jars", e);
        }
    }

    /** What users call the folder. */
    String address() {
        return address;
    }

    /** The names of its files, but for temporary ones and locks. */
    List<String> names() throws IOException {
        return list().stream().filter(name -> !name.startsWith(HIDDEN)).toList();
    }

    private List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        for (RemoteIterator<FileStatus> all = system.listStatus(folder); all.hasNext();) {
            FileStatus next = all.next();
            if (next.isFile()) {
                names.add(next.getPath().getName());
            }
        }
        return names;
    }

    /** Ends what a process that was killed was writing: files that are complete get their names, others are deleted. */
    void repair() throws IOException {
        for (String name : list()) {
            if (name.startsWith(COMPLETE)) {
                replace(name, name.substring(COMPLETE.length()));
            } else if (name.startsWith(PART)) {
                delete(name);
            }
        }
    }

    /** Copies a file to this machine. */
    void read(String name, java.nio.file.Path to) throws IOException {
        try (var in = system.open(new Path(folder, name))) {
            Files.copy(in, to);
        }
    }

    /** The content of a small file. */
    byte[] read(String name) throws IOException {
        try (var in = system.open(new Path(folder, name))) {
            return in.readAllBytes();
        }
    }

    /**
     * Writes a file, in place of an older one. Whenever the process is killed there is the old one, or the new one under its own name or
     * that of a complete file: file systems that cannot replace a file at once delete the old one first.
     */
    void write(String name, java.nio.file.Path content) throws IOException {
        String part = PART + UUID.randomUUID();
        try (FSDataOutputStream out = system.create(new Path(folder, part), EnumSet.of(CreateFlag.CREATE))) {
            Files.copy(content, out);
            out.hsync();
        }
        replace(part, COMPLETE + name);
        replace(COMPLETE + name, name);
    }

    private void replace(String from, String to) throws IOException {
        system.rename(new Path(folder, from), new Path(folder, to), Options.Rename.OVERWRITE);
    }

    /**
     * Writes a small file that is not there.
     *
     * @throws org.apache.hadoop.fs.FileAlreadyExistsException if it is
     */
    void create(String name, byte[] content) throws IOException {
        put(name, content, EnumSet.of(CreateFlag.CREATE));
    }

    /** Writes a small file in place: readers may see an empty one. */
    void overwrite(String name, byte[] content) throws IOException {
        put(name, content, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE));
    }

    private void put(String name, byte[] content, EnumSet<CreateFlag> how) throws IOException {
        try (FSDataOutputStream out = system.create(new Path(folder, name), how)) {
            out.write(content);
        }
    }

    /** When a file was written, in milliseconds by the clock of the file system. */
    long modified(String name) throws IOException {
        return system.getFileStatus(new Path(folder, name)).getModificationTime();
    }

    /** The time by the clock of the file system, in milliseconds. */
    long now() throws IOException {
        String probe = PART + UUID.randomUUID();
        create(probe, new byte[0]);
        try {
            return modified(probe);
        } finally {
            delete(probe);
        }
    }

    /** Deletes a file if it is there. */
    void delete(String name) throws IOException {
        try {
            system.delete(new Path(folder, name), false);
        } catch (FileNotFoundException e) {
            // That is what was wanted.
        }
    }
}
