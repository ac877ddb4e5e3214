package bn.experiments.data.catalog;

import bn.api.UsageException;
import bn.experiments.data.Dataset;
import bn.experiments.data.csv.CsvDataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.data.idx.IdxFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Loads data sets by name. */
public final class Datasets {
    /** The names. */
    public static final List<String> NAMES = List.of("synthetic-digits", "mnist", "idx", "csv");

    private static final int MNIST_CLASSES = 10;

    private final DataFolders folders;

    /** Data sets whose files are looked for in these folders. */
    public Datasets(DataFolders folders) {
        this.folders = folders;
    }

    /**
     * Loads a data set.
     *
     * @throws UsageException if there is none of that name, or the request lacks what it needs
     * @throws bn.api.BnException if its files are missing or not what they should be
     */
    public Dataset load(DatasetRequest request) {
        return switch (request.name()) {
            case "synthetic-digits" -> SyntheticDigits.draw(request.seed(), request.train(), request.test());
            case "mnist" -> mnist(request);
            case "idx" -> IdxFolder.read("idx", "four IDX files", request.folder().orElseThrow(() -> new UsageException(
                    "the data set idx needs the folder of its four files: --data-dir DIR")), request.classes());
            case "csv" -> CsvDataset.read(request.file().orElseThrow(Datasets::csvNeeds),
                    request.csv().orElseThrow(Datasets::csvNeeds));
            default -> throw new UsageException("no data set '" + request.name() + "'; there are " + String.join(", ", NAMES));
        };
    }

    private static UsageException csvNeeds() {
        return new UsageException("the data set csv needs a file and the column to predict: --file F --target COLUMN");
    }

    private Dataset mnist(DatasetRequest request) {
        List<Path> candidates = folders.candidates("mnist", request.folder());
        Optional<Path> found = candidates.stream().filter(IdxFolder::hasAny).findFirst();
        Path folder = found.orElseThrow(() -> new UsageException("no MNIST files in "
                + candidates.stream().map(Path::toString).collect(Collectors.joining(" or "))
                + "; get them by bn data fetch mnist, name their folder by --data-dir DIR, or use --dataset synthetic-digits"));
        return IdxFolder.read("mnist", "MNIST handwritten digits (LeCun, Cortes, Burges)", folder, OptionalInt.of(MNIST_CLASSES));
    }
}
