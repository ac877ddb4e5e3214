package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a folder, which one process has at a time and in it one thread. It ends with the process, however that
 * ends: the file that it leaves then is no obstacle.
 */
final class FolderLock implements AutoCloseable {
    private static final String NAME = ".bn.lock";
    /** Folders that this process has locked: to open their files once more would take the locks away. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path real;
    private final FileChannel channel;
    /** Written to the file, to see that the file is still the one that is locked. */
    private final byte[] token;

    private FolderLock(Path folder, Path real, FileChannel channel, byte[] token) {
        this.folder = folder;
        this.real = real;
        this.channel = channel;
        this.token = token;
    }

    /**
     * Locks a folder.
     *
     * @throws BnException if another process or thread has it, or nothing can be written there
     */
    static FolderLock of(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!OWN.add(real)) {
                throw busy(folder);
            }
            try {
                return lock(folder, real);
            } catch (IOException | RuntimeException e) {
                OWN.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new BnException("cannot lock the folder " + folder + " to write to it: " + Reason.of(e), e);
        }
    }

    private static FolderLock lock(Path folder, Path real) throws IOException {
        byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        while (true) {
            FileChannel channel = FileChannel.open(real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            try {
                if (channel.tryLock() == null) {
                    throw busy(folder);
                }
                channel.truncate(0).write(ByteBuffer.wrap(token));
                FolderLock lock = new FolderLock(folder, real, channel, token);
                if (lock.isThere()) {
                    return lock;
                }
                // The process that had it deleted the file meanwhile.
                channel.close();
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    private static BnException busy(Path folder) {
        return new BnException("another process is writing to " + folder
                + "; wait until it has ended, or choose another --out DIR");
    }

    private boolean isThere() throws IOException {
        try {
            return Arrays.equals(token, Files.readAllBytes(real.resolve(NAME)));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Makes sure that the folder is still the one that was locked.
     *
     * @throws BnException if it was deleted or replaced
     */
    void check() {
        try {
            if (isThere()) {
                return;
            }
        } catch (IOException e) {
            throw new BnException("cannot write to " + folder + ": " + Reason.of(e), e);
        }
        throw new BnException("cannot write to " + folder + ": it was deleted or replaced while this command wrote to it");
    }

    @Override
    public void close() {
        try (channel) {
            if (isThere()) {
                Files.deleteIfExists(real.resolve(NAME));
            }
        } catch (IOException e) {
            throw new BnException("cannot unlock " + folder + ": " + Reason.of(e), e);
        } finally {
            OWN.remove(real);
        }
    }
}
