package bn.experiments.fuzz;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which content and which names below a folder are on the disk, and which are only in the cache of the operating system. The
 * content of a file is on the disk once the file is forced; a name once its folder is forced. POSIX guarantees only this; most
 * file systems guarantee more.
 */
final class DiskState {
    private final Path root;
    private final Node top;
    private final List<Change> pending = new ArrayList<>();

    /** A file, a folder or a link (an inode), independent of its names. */
    private static final class Node {
        /** The target of a link; null for others. */
        private Path link;
        /** The entries of a folder: now, and on the disk; null for others. */
        private Map<String, Node> now;
        private Map<String, Node> kept;
        /** The content of a file on the disk. */
        private byte[] forced = {};
        /** The content of a file when its last name was deleted. */
        private byte[] last;
        private Path place;

        static Node folder() {
            Node node = new Node();
            node.now = new TreeMap<>();
            node.kept = new TreeMap<>();
            return node;
        }

        byte[] content() throws IOException {
            return last != null ? last : Files.readAllBytes(place);
        }
    }

    /**
     * A change of names that is not yet on the disk. It is atomic.
     *
     * @param from the folder that loses the name; null if the change creates an entry
     * @param to   the folder that gets the name; null if the change deletes an entry
     */
    private record Change(Node from, String oldName, Node to, String newName, Node what) {

        void apply(Function<Node, Map<String, Node>> names) {
            if (from != null) {
                names.apply(from).remove(oldName, what);
            }
            if (to != null) {
                names.apply(to).put(newName, what);
            }
        }
    }

    /** The state in which all that is below a folder is on the disk. */
    DiskState(Path root) throws IOException {
        this.root = root;
        top = Node.folder();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root)) {
                    keep(folder, Node.folder());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Node node = new Node();
                if (attributes.isSymbolicLink()) {
                    node.link = Files.readSymbolicLink(file);
                } else {
                    node.forced = Files.readAllBytes(file);
                }
                keep(file, node);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void keep(Path place, Node node) {
        Node folder = at(place.getParent());
        node.place = place;
        folder.now.put(name(place), node);
        folder.kept.put(name(place), node);
    }

    private static String name(Path place) {
        return place.getFileName().toString();
    }

    private Node at(Path place) {
        Node node = top;
        if (!place.equals(root)) {
            for (Path name : root.relativize(place)) {
                node = node.now.get(name.toString());
            }
        }
        return node;
    }

    /** The number of changes of names that are not on the disk. */
    int pending() {
        return pending.size();
    }

    void created(Path place, boolean folder) {
        linked(place, folder ? Node.folder() : new Node());
    }

    void createdLink(Path place, Path target) {
        Node node = new Node();
        node.link = target;
        linked(place, node);
    }

    /** A hard link. Files with several names are never changed in place, so their content needs no special care. */
    void createdName(Path place, Path existing) {
        linked(place, at(existing));
    }

    private void linked(Path place, Node node) {
        Node parent = at(place.getParent());
        node.place = place;
        parent.now.put(name(place), node);
        pending.add(new Change(null, null, parent, name(place), node));
    }

    /** Called before a file is deleted or replaced. */
    void losesItsName(Path place) throws IOException {
        if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            at(place).last = Files.readAllBytes(place);
        }
    }

    void deleted(Path place) {
        Node parent = at(place.getParent());
        pending.add(new Change(parent, name(place), null, null, parent.now.remove(name(place))));
    }

    void renamed(Path from, Path to) {
        Node source = at(from.getParent());
        Node target = at(to.getParent());
        Node node = source.now.remove(name(from));
        if (node.now != null) {
            throw new UnsupportedOperationException("the simulated disk does not know of folders that are renamed");
        }
        node.place = to;
        target.now.put(name(to), node);
        pending.add(new Change(source, name(from), target, name(to), node));
    }

    /** Forces a file or a folder to the disk. */
    void forced(Path place) throws IOException {
        Node node = at(place);
        if (node.now == null) {
            node.forced = Files.readAllBytes(place);
            return;
        }
        for (Iterator<Change> changes = pending.iterator(); changes.hasNext();) {
            Change change = changes.next();
            if (change.from() == node || change.to() == node) {
                change.apply(folder -> folder.kept);
                changes.remove();
            }
        }
    }

    /** The files after a power cut with an outcome. */
    DiskImage image(PowerCut.Outcome outcome) throws IOException {
        Map<Node, Map<String, Node>> names = new HashMap<>();
        for (int i = 0; i < pending.size(); i++) {
            if (outcome.isKept(i)) {
                pending.get(i).apply(folder -> names.computeIfAbsent(folder, each -> new TreeMap<>(each.kept)));
            }
        }
        DiskImage image = new DiskImage();
        add(top, names, Path.of(""), image, outcome);
        return image;
    }

    private static void add(Node folder, Map<Node, Map<String, Node>> names, Path place, DiskImage image,
            PowerCut.Outcome outcome)
            throws IOException {
        for (Map.Entry<String, Node> entry : names.getOrDefault(folder, folder.kept).entrySet()) {
            Path name = place.resolve(entry.getKey());
            Node node = entry.getValue();
            if (node.link != null) {
                image.link(name, node.link);
            } else if (node.now != null) {
                image.folder(name);
                add(node, names, name, image, outcome);
            } else {
                image.file(name, outcome.content(node.forced, node.content()));
            }
        }
    }
}
