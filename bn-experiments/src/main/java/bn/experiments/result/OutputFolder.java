package bn.experiments.result;

import bn.api.BnException;
import bn.api.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A folder for results. Each file appears whole or not at all. */
public final class OutputFolder {
    private final Path path;

    /**
     * The folder, made if need be, and tried out.
     *
     * @throws BnException if it cannot be made or written to
     */
    public OutputFolder(Path path) {
        this.path = path;
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".bn", ".tmp"));
        } catch (IOException e) {
            throw new BnException("cannot write to the output folder " + path + ": " + reason(e)
                    + "; choose another with --out DIR", e);
        }
    }

    /**
     * A folder that is there.
     *
     * @throws UsageException if it is not there
     */
    public static OutputFolder existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UsageException(path + " is no folder; give the folder of results");
        }
        return new OutputFolder(path);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The place of a file in it. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Whether a file is in it. */
    public boolean has(String name) {
        return Files.exists(file(name));
    }

    /**
     * Reads a file.
     *
     * @throws BnException if it is not there or cannot be read
     */
    public byte[] read(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new BnException("cannot read " + file(name) + ": " + reason(e), e);
        }
    }

    /** Writes a text file in UTF-8, in place of an older one. */
    public Path write(String name, String text) {
        return write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file, in place of an older one.
     *
     * @throws BnException if that fails; an older file is then left as it was
     */
    public Path write(String name, Content content) {
        Path target = file(name);
        Path temporary = file("." + name + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary,
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            }
            return Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new BnException("cannot write " + target + ": " + reason(e), e);
        }
    }

    /** What an {@link IOException} says without the path, which the message around it names. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in its place";
        }
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : String.valueOf(e.getMessage());
    }

    /** What a file holds. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }
}
