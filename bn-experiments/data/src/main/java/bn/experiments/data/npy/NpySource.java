package bn.experiments.data.npy;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a data set: a .npz file with arrays x and y, or two .npy files. */
record NpySource(Path file, Optional<Path> targets) {

    private static final List<String> ARRAYS = List.of("x", "y");

    /** Both arrays, open and of matching sizes. */
    record Pair(NpyArray x, NpyArray y, Optional<NpzFile> archive) implements AutoCloseable {
        @Override
        public void close() {
            x.close();
            y.close();
            archive.ifPresent(NpzFile::close);
        }
    }

    private boolean isArchive() {
        return targets.isEmpty() && NpzFile.isOne(file);
    }

    /** The files, and the arrays in them that are not used, for the user. */
    String description() {
        if (!isArchive()) {
            return file + " and " + targets.orElseThrow();
        }
        try (NpzFile archive = new NpzFile(file)) {
            List<String> others = archive.names().stream().filter(name -> !ARRAYS.contains(name)).toList();
            return file + ", arrays x and y" + (others.isEmpty() ? "" : " (not used: " + String.join(", ", others) + ")");
        }
    }

    /** The paths of the files. */
    List<Path> files() {
        return targets.map(y -> List.of(file, y)).orElse(List.of(file));
    }

    /** Opens both arrays. */
    Pair open() {
        if (isArchive()) {
            NpzFile archive = new NpzFile(file);
            try {
                return checked(new Pair(archive.array("x"), archive.array("y"), Optional.of(archive)));
            } catch (RuntimeException e) {
                archive.close();
                throw e;
            }
        }
        Path y = targets.orElseThrow(() -> new InvalidRequestException(file + " is no .npz file with arrays x and y, so the "
                + "targets are needed in a file of their own", DataRemedy.TARGETS_FILE));
        NpyArray features = NpyFile.open(file);
        try {
            return checked(new Pair(features, NpyFile.open(y), Optional.empty()));
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    private static Pair checked(Pair pair) {
        NpyArray x = pair.x();
        NpyArray y = pair.y();
        String problem = null;
        if (y.columns() != 1) {
            problem = y.where() + " has " + y.columns() + " columns; the targets are one";
        } else if (x.rows() != y.rows()) {
            problem = x.where() + " has " + x.rows() + " rows, but " + y.where() + " has " + y.rows() + " targets";
        } else if (x.rows() == 0 || x.columns() == 0) {
            problem = x.where() + " has no numbers: it is " + x.rows() + " x " + x.columns();
        }
        if (problem != null) {
            pair.close();
            throw new DataException(problem);
        }
        return pair;
    }
}
