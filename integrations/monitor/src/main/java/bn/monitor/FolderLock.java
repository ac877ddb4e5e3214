package bn.monitor;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** monitor.lock: the process that writes the folder. That of a process that is gone is replaced. */
final class FolderLock implements AutoCloseable {
    private static final String NAME = "monitor.lock";
    /**
     * Folders of this process: its number in a file may be that of an earlier process, as in a container, where it is often 1.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;

    private FolderLock(Path folder) {
        this.folder = folder;
    }

    /**
     * Locks a folder.
     *
     * @param folder exists, with links resolved
     * @throws InvalidRequestException if another monitor writes there
     */
    static FolderLock of(Path folder) throws IOException {
        if (!HELD.add(folder)) {
            throw inUse(folder, ProcessHandle.current().pid());
        }
        try {
            create(folder);
        } catch (IOException | BnException e) {
            HELD.remove(folder);
            throw e;
        }
        return new FolderLock(folder);
    }

    private static void create(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        long pid = ProcessHandle.current().pid();
        try {
            Files.writeString(file, Long.toString(pid), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            long owner = owner(file);
            if (owner != pid && ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isPresent()) {
                throw inUse(folder, owner);
            }
            Files.delete(file);
            Files.writeString(file, Long.toString(pid), StandardOpenOption.CREATE_NEW);
        }
    }

    /** A process that is not there if the file has no number: its writer was stopped in between. */
    private static long owner(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static InvalidRequestException inUse(Path folder, long pid) {
        return new InvalidRequestException("another monitor (process " + pid + ") writes the folder " + folder
                + "; choose another folder, or end that one first");
    }

    @Override
    public void close() throws IOException {
        HELD.remove(folder);
        Files.deleteIfExists(folder.resolve(NAME));
    }
}
