package bn.experiments.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Files, folders and links below a folder as they may be after a power cut. */
final class DiskImage {
    private final List<Entry> entries = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** Makes one of them. */
    private interface Entry {
        void in(Path folder) throws IOException;
    }

    void folder(Path name) {
        add(name, "folder", folder -> Files.createDirectory(folder.resolve(name)));
    }

    void link(Path name, Path target) {
        add(name, "link to " + target, folder -> Files.createSymbolicLink(folder.resolve(name), target));
    }

    void file(Path name, byte[] content) {
        add(name, UUID.nameUUIDFromBytes(content).toString(), folder -> Files.write(folder.resolve(name), content));
    }

    private void add(Path name, String what, Entry entry) {
        entries.add(entry);
        text.append(name).append(' ').append(what).append('\n');
    }

    /** Writes all of it into an empty folder. */
    void write(Path folder) throws IOException {
        for (Entry entry : entries) {
            entry.in(folder);
        }
    }

    /** The same for images of the same content; names that are drawn at random count as one. */
    @Override
    public String toString() {
        return text.toString().replaceAll("\\.bn-[0-9a-f]{16}\\.tmp", "temporary");
    }
}
