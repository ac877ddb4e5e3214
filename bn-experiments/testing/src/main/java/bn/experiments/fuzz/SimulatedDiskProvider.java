package bn.experiments.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/** Hands the calls of a {@link SimulatedDisk} to the real file system. Attributes are read and set without being counted. */
final class SimulatedDiskProvider extends FilterFileSystemProvider {
    private final SimulatedDisk disk;

    SimulatedDiskProvider(SimulatedDisk disk, FileSystem real) {
        super("simulated://", real);
        this.disk = disk;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path place = toDelegate(path);
        return disk.call("open", place, () -> {
            boolean exists = Files.exists(place);
            FileChannel channel = super.newFileChannel(path, options, attributes);
            Path real = place.toRealPath();
            if (!exists) {
                disk.state().created(real, false);
            }
            return new Channel(channel, real);
        });
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return Channels.newInputStream(newFileChannel(path, Set.of(StandardOpenOption.READ)));
    }

    @Override
    public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options.length == 0
                ? List.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING) : List.of(options));
        all.add(StandardOpenOption.WRITE);
        return Channels.newOutputStream(newFileChannel(path, all));
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Path place = toDelegate(path);
        disk.call("create the folder", place, () -> {
            super.createDirectory(path, attributes);
            disk.state().created(place.toRealPath(), true);
            return null;
        });
    }

    @Override
    public void createSymbolicLink(Path path, Path target, FileAttribute<?>... attributes) throws IOException {
        Path place = toDelegate(path);
        disk.call("create the link", place, () -> {
            super.createSymbolicLink(path, target, attributes);
            disk.state().createdLink(real(place), toDelegate(target));
            return null;
        });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        Path place = toDelegate(link);
        disk.call("create the second name", place, () -> {
            super.createLink(link, existing);
            disk.state().createdName(real(place), real(toDelegate(existing)));
            return null;
        });
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return wrapPath(delegate.readSymbolicLink(toDelegate(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        Path place = toDelegate(path);
        disk.call("delete", place, () -> {
            Path real = real(place);
            disk.state().losesItsName(real);
            super.delete(path);
            disk.state().deleted(real);
            return null;
        });
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        boolean exists = Files.exists(toDelegate(path), LinkOption.NOFOLLOW_LINKS);
        if (exists) {
            delete(path);
        }
        return exists;
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = toDelegate(source);
        Path to = toDelegate(target);
        disk.call("rename", from, () -> {
            Path real = real(from);
            disk.state().losesItsName(real(to));
            super.move(source, target, options);
            disk.state().renamed(real, real(to));
            return null;
        });
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException("the simulated disk does not copy");
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
        return disk.call("list", toDelegate(path), () -> super.newDirectoryStream(path, filter));
    }

    private static Path real(Path place) throws IOException {
        return place.toAbsolutePath().getParent().toRealPath().resolve(place.getFileName());
    }

    /** An open file or folder. */
    private final class Channel extends FilterFileChannel {
        private final Path place;

        Channel(FileChannel channel, Path place) {
            super(channel);
            this.place = place;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return disk.call("read", place, () -> super.read(to));
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return disk.call("read", place, () -> super.read(to, position));
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return disk.call("write", place, () -> super.write(from));
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            return disk.call("write", place, () -> super.write(from, position));
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return disk.call("truncate", place, () -> super.truncate(size));
        }

        /** The disk of the machine has nothing to do: what is forced is known without it, and waiting for it takes long. */
        @Override
        public void force(boolean attributes) throws IOException {
            disk.call("force", place, () -> {
                disk.state().forced(place);
                return null;
            });
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return disk.call("lock", place, () -> super.tryLock(position, size, shared));
        }

        /** Whatever fails, it is closed: else its lock would stay. */
        @Override
        protected void implCloseChannel() throws IOException {
            super.implCloseChannel();
            disk.call("close", place, () -> null);
        }
    }
}
