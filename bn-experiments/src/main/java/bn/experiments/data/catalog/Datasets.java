package bn.experiments.data.catalog;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.cifar.Cifar10;
import bn.experiments.data.csv.CsvDataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.data.fetch.DataSource;
import bn.experiments.data.fetch.DataSources;
import bn.experiments.data.idx.IdxFolder;
import bn.experiments.data.npy.NpyDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Loads data sets by name. */
public final class Datasets {
    /** The names. */
    public static final List<String> NAMES = List.of("synthetic-digits", "mnist", "fashion-mnist", "kmnist", "cifar10", "idx",
            "csv", "npy");

    private final DataFolders folders;

    /** Data sets whose files are looked for in these folders. */
    public Datasets(DataFolders folders) {
        this.folders = folders;
    }

    /**
     * Loads a data set. Those that can be downloaded are checked by the checksums published for them.
     *
     * @throws InvalidRequestException if there is none of that name, or the request lacks what it needs
     * @throws bn.api.BnException if its files are missing or not what they should be
     */
    public Dataset load(DatasetRequest request) {
        return switch (request.name()) {
            case "synthetic-digits" -> SyntheticDigits.draw(request.seed(), request.train(), request.test());
            case "mnist", "fashion-mnist", "kmnist" -> {
                DataSource source = DataSources.named(request.name());
                Path folder = folder(request, IdxFolder::hasAny);
                Dataset dataset = IdxFolder.read(source.name(), source.title(), folder, source.classes());
                source.require(dataset.files(), ", or read " + folder + " as the data set idx", DataRemedy.DATASET,
                        DataRemedy.FOLDER);
                yield dataset;
            }
            case "cifar10" -> {
                Dataset dataset = Cifar10.read(request.name(), DataSources.CIFAR10.title(), folder(request, Cifar10::hasAny),
                        DataSources.CIFAR10.classes());
                DataSources.CIFAR10.require(dataset.files(), "");
                yield dataset;
            }
            case "idx" -> IdxFolder.read("idx", "four IDX files", request.folder().orElseThrow(() -> new InvalidRequestException(
                    "the data set idx needs the folder of its four files", DataRemedy.FOLDER)), request.classes());
            case "csv" -> CsvDataset.read(request.file().orElseThrow(Datasets::csvNeeds),
                    request.csv().orElseThrow(Datasets::csvNeeds));
            case "npy" -> NpyDataset.read(request.file().orElseThrow(Datasets::npyNeeds),
                    request.npy().orElseThrow(Datasets::npyNeeds));
            default -> throw new InvalidRequestException("no data set '" + request.name() + "'; there are " + String.join(", ",
                    NAMES));
        };
    }

    /**
     * The training examples of a data set, read from its file row by row where the file is one to read like that (csv, npy) and
     * no test examples are to be chosen among its rows; otherwise from memory.
     *
     * @throws InvalidRequestException as {@link #load}
     * @throws bn.api.BnException as {@link #load}
     */
    public DatasetStream stream(DatasetRequest request) {
        if (request.name().equals("csv") && request.csv().filter(csv -> csv.testFraction() == 0).isPresent()) {
            return CsvDataset.stream(request.file().orElseThrow(Datasets::csvNeeds), request.csv().get());
        }
        if (request.name().equals("npy") && request.npy().filter(npy -> npy.testFraction() == 0).isPresent()) {
            return NpyDataset.stream(request.file().orElseThrow(Datasets::npyNeeds), request.npy().get());
        }
        return DatasetStream.of(load(request));
    }

    /**
     * The number of columns of features, where it is known before the examples are read (csv, npy).
     *
     * @throws InvalidRequestException as {@link #load}
     * @throws bn.api.BnException as {@link #load}
     */
    public OptionalLong columns(DatasetRequest request) {
        return switch (request.name()) {
            case "csv" -> OptionalLong.of(CsvDataset.features(request.file().orElseThrow(Datasets::csvNeeds),
                    request.csv().orElseThrow(Datasets::csvNeeds)));
            case "npy" -> OptionalLong.of(NpyDataset.columns(request.file().orElseThrow(Datasets::npyNeeds),
                    request.npy().orElseThrow(Datasets::npyNeeds)));
            default -> OptionalLong.empty();
        };
    }

    private static InvalidRequestException npyNeeds() {
        return new InvalidRequestException("the data set npy needs two .npy files, of the features and of the targets, "
                + "or an .npz file with arrays x and y", DataRemedy.FILE, DataRemedy.TARGETS_FILE);
    }

    private static InvalidRequestException csvNeeds() {
        return new InvalidRequestException("the data set csv needs a file and the column to predict", DataRemedy.FILE,
                DataRemedy.TARGET);
    }

    /** The first folder that may hold a data set and has files of it. */
    private Path folder(DatasetRequest request, Predicate<Path> hasAny) {
        List<Path> candidates = folders.candidates(request.name(), request.folder());
        return candidates.stream().filter(hasAny).findFirst().orElseThrow(() -> new InvalidRequestException("no files of "
                + request.name() + " in " + candidates.stream().map(Path::toString).collect(Collectors.joining(" or "))
                + "; download them, name their folder, or use the data set synthetic-digits", DataRemedy.DOWNLOAD, DataRemedy.FOLDER,
                DataRemedy.DATASET));
    }
}
