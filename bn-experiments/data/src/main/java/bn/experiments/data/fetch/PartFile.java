package bn.experiments.data.fetch;

import bn.experiments.result.LockedFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The partial file of a download from one mirror. Each fetch has its own, with a random name. A note file next to it contains the
 * URL and the validator, and is locked during the fetch. If the note is not locked, the part is stale, and the next fetch from
 * the same mirror adopts it.
 */
final class PartFile implements AutoCloseable {
    private static final int LONGEST_NOTE = 1 << 12;
    /** A strong entity tag or a date, as the header If-Range allows (RFC 9110, 13.1.5). */
    private static final Pattern VALIDATOR = Pattern.compile("\"[!#-~]{0,200}\"|[A-Za-z0-9 ,:+-]{1,40}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path note;
    private final Path data;
    private final URI from;
    private final FileChannel lock;
    private String validator = "";
    private boolean mixed;

    private PartFile(Path note, URI from, FileChannel lock) {
        this.note = note;
        data = dataOf(note);
        this.from = from;
        this.lock = lock;
    }

    /**
     * Creates a partial file, and adopts stale parts of earlier fetches.
     *
     * @param place the final path of the file
     * @param most the maximum size of the file; longer parts are deleted
     */
    static PartFile open(Path place, URI from, long most) throws IOException {
        PartFile part = create(place, from);
        try {
            part.describe("");
            LockedFiles.forEachStale(folder(place), notes(place), (note, channel) -> part.adopt(note, channel, most));
            return part;
        } catch (IOException | RuntimeException e) {
            part.close();
            throw e;
        }
    }

    private static PartFile create(Path place, URI from) throws IOException {
        while (true) {
            Path note = place.resolveSibling(place.getFileName() + String.format(".%016x.part.note", RANDOM.nextLong()));
            FileChannel channel = LockedFiles.create(note);
            if (channel != null) {
                return new PartFile(note, from, channel);
            }
        }
    }

    private static Path folder(Path place) {
        return place.toAbsolutePath().getParent();
    }

    private static Pattern notes(Path place) {
        return Pattern.compile(Pattern.quote(place.getFileName().toString()) + "\\.[0-9a-f]{16}\\.part\\.note");
    }

    private static Path dataOf(Path note) {
        String name = note.getFileName().toString();
        return note.resolveSibling(name.substring(0, name.length() - ".note".length()));
    }

    /** Deletes the stale parts of a file from all mirrors. */
    static void deleteStale(Path place) {
        LockedFiles.forEachStale(folder(place), notes(place), (note, channel) -> {
            Files.deleteIfExists(dataOf(note));
            Files.delete(note);
        });
    }

    private void adopt(Path otherNote, FileChannel channel, long most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
        channel.read(bytes, 0);
        List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(from.toString())) {
            return;
        }
        Path other = dataOf(otherNote);
        if (hasSameOwner(other) && Files.size(other) > size() && Files.size(other) <= most) {
            Files.move(other, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            describe(lines.size() > 1 ? lines.get(1) : "");
            // It was not forced to the disk, and the file on the mirror may have changed since then.
            mixed = true;
        }
        Files.deleteIfExists(other);
        Files.delete(otherNote);
    }

    private boolean hasSameOwner(Path other) throws IOException {
        return Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(note, LinkOption.NOFOLLOW_LINKS));
    }

    private void describe(String newValidator) throws IOException {
        validator = VALIDATOR.matcher(newValidator).matches() ? newValidator : "";
        lock.write(ByteBuffer.wrap((from + "\n" + validator + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** The path of the partial file. */
    Path path() {
        return data;
    }

    /** The number of bytes received. */
    long size() throws IOException {
        return Files.exists(data, LinkOption.NOFOLLOW_LINKS) ? Files.size(data) : 0;
    }

    /** The validator of the file, for the header If-Range; "" if it is not known. */
    String validator() {
        return validator;
    }

    /** Whether it may contain parts of different versions of the file. */
    boolean mixed() {
        return mixed;
    }

    /**
     * Starts again with an empty file.
     *
     * @param newValidator the validator of the file that is received now
     * @return the file, open for writing
     */
    FileChannel begin(String newValidator) throws IOException {
        clear();
        describe(newValidator);
        return FileChannel.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Opens the file for appending. */
    FileChannel append() throws IOException {
        mixed = true;
        return FileChannel.open(data, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
    }

    /** Deletes the bytes received so far. */
    void clear() throws IOException {
        Files.deleteIfExists(data);
        mixed = false;
        describe("");
    }

    /** Releases the lock. Received bytes are kept for a later fetch; without any, the files are deleted. */
    @Override
    public void close() throws IOException {
        try {
            if (size() == 0) {
                Files.deleteIfExists(data);
                Files.deleteIfExists(note);
            }
        } finally {
            LockedFiles.close(note, lock);
        }
    }
}
