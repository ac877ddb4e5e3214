package bn.experiments.data.fetch;

import bn.experiments.result.OwnFiles;
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
 * What has come of a file from one mirror. Each fetch has its own, under a name that nobody foresees. A note lies next to it,
 * which says where it comes from and is locked as long as the fetch lasts. A part whose note is not locked was left behind: the
 * next fetch from that mirror takes it over.
 */
final class PartFile implements AutoCloseable {
    private static final int LONGEST_NOTE = 1 << 12;
    /** An entity tag that is strong, or a date: what the header If-Range may have (RFC 9110, 13.1.5). */
    private static final Pattern VALIDATOR = Pattern.compile("\"[!#-~]{0,200}\"|[A-Za-z0-9 ,:+-]{1,40}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path note;
    private final Path data;
    private final URI from;
    private final FileChannel lock;
    private String validator = "";
    private boolean pieced;

    private PartFile(Path note, URI from, FileChannel lock) {
        this.note = note;
        data = dataOf(note);
        this.from = from;
        this.lock = lock;
    }

    /**
     * A new one, or what was left of an earlier fetch.
     *
     * @param place where the whole file goes
     * @param most bytes that it may have; what is longer is deleted
     */
    static PartFile open(Path place, URI from, long most) throws IOException {
        PartFile part = create(place, from);
        try {
            part.describe("");
            OwnFiles.eachLeft(folder(place), notes(place), (note, channel) -> part.adopt(note, channel, most));
            return part;
        } catch (IOException | RuntimeException e) {
            part.close();
            throw e;
        }
    }

    private static PartFile create(Path place, URI from) throws IOException {
        while (true) {
            Path note = place.resolveSibling(place.getFileName() + String.format(".%016x.part.note", RANDOM.nextLong()));
            FileChannel channel = OwnFiles.create(note);
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

    /** Deletes what earlier fetches of a file have left, from any mirror. */
    static void deleteLeft(Path place) {
        OwnFiles.eachLeft(folder(place), notes(place), (note, channel) -> {
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
        if (isOurs(other) && Files.size(other) > size() && Files.size(other) <= most) {
            Files.move(other, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            describe(lines.size() > 1 ? lines.get(1) : "");
            // It was not brought to the disk, and the file may be another one by now.
            pieced = true;
        }
        Files.deleteIfExists(other);
        Files.delete(otherNote);
    }

    private boolean isOurs(Path other) throws IOException {
        return Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(note, LinkOption.NOFOLLOW_LINKS));
    }

    private void describe(String newValidator) throws IOException {
        validator = VALIDATOR.matcher(newValidator).matches() ? newValidator : "";
        lock.write(ByteBuffer.wrap((from + "\n" + validator + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Where it is. */
    Path path() {
        return data;
    }

    /** The bytes that have come. */
    long size() throws IOException {
        return Files.exists(data, LinkOption.NOFOLLOW_LINKS) ? Files.size(data) : 0;
    }

    /** What the server calls this state of the file, for the header If-Range; "" if that is not known. */
    String validator() {
        return validator;
    }

    /** Whether it may hold parts of two states of the file. */
    boolean pieced() {
        return pieced;
    }

    /**
     * Begins it anew.
     *
     * @param newValidator of the file of which it is to be the beginning
     * @return open for writing
     */
    FileChannel begin(String newValidator) throws IOException {
        clear();
        describe(newValidator);
        return FileChannel.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Goes on after its end. */
    FileChannel append() throws IOException {
        pieced = true;
        return FileChannel.open(data, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
    }

    /** Forgets what has come. */
    void clear() throws IOException {
        Files.deleteIfExists(data);
        pieced = false;
        describe("");
    }

    /** Keeps what has come for a later fetch, if anything. */
    @Override
    public void close() throws IOException {
        try {
            if (size() == 0) {
                Files.deleteIfExists(data);
                Files.deleteIfExists(note);
            }
        } finally {
            OwnFiles.close(note, lock);
        }
    }
}
