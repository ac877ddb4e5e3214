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
import bn.experiments.data.idx.IdxDataset;
import bn.experiments.data.images.ImageFolder;
import bn.experiments.data.npy.NpyDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Loads data sets by name. */
public final class Datasets {
    /** The names of all data sets. */
    public static final List<String> NAMES = List.of("synthetic-digits", "mnist", "fashion-mnist", "kmnist", "cifar10", "idx",
            "image-folder", "csv", "npy");

    private final DataFolders folders;

    /** Data sets whose files are searched in these folders. */
    public Datasets(DataFolders folders) {
        this.folders = folders;
    }

    /**
     * Loads a data set. Files of data sets that can be downloaded are compared with their published checksums.
     *
     * @throws InvalidRequestException if there is no data set of this name, or the request lacks an option that it needs
     * @throws bn.api.BnException if files are missing or invalid
     */
    public Dataset load(DatasetRequest request) {
        return load(request, fraction -> {});
    }

    /**
     * The same, where the decoding of images may take long.
     *
     * @param progress told the fraction that is done, from 0 to 1, now and then; for other data sets never
     */
    public Dataset load(DatasetRequest request, DoubleConsumer progress) {
        return switch (request.name()) {
            case "synthetic-digits" -> SyntheticDigits.draw(request.seed(), request.train(), request.test());
            case "mnist", "fashion-mnist", "kmnist" -> {
                DataSource source = DataSources.named(request.name());
                Path folder = folder(request, IdxDataset::hasAny);
                Dataset dataset = IdxDataset.read(source.name(), source.title(), folder, source.classes());
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
            case "idx" -> IdxDataset.read("idx", "four IDX files", request.folder().orElseThrow(() -> new InvalidRequestException(
                    "the data set idx needs the folder of its four files", DataRemedy.FOLDER)), request.classes());
            case "image-folder" -> ImageFolder.read(request.folder().orElseThrow(() -> new InvalidRequestException(
                    "the data set image-folder needs its folder", DataRemedy.FOLDER)), request.testFraction(), request.seed(),
                    progress);
            case "csv" -> CsvDataset.read(request.file().orElseThrow(Datasets::csvNeeds),
                    request.csv().orElseThrow(Datasets::csvNeeds));
            case "npy" -> NpyDataset.read(request.file().orElseThrow(Datasets::npyNeeds),
                    request.npy().orElseThrow(Datasets::npyNeeds));
            default -> throw new InvalidRequestException("no data set '" + request.name() + "'; there are " + String.join(", ",
                    NAMES));
        };
    }

    /**
     * Streams the training examples. csv and npy files without a test fraction are read row by row; everything else is loaded
     * first.
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
     * The number of features, if it is known before the examples are read (csv, npy).
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

    /** The first of the folders that has files of the data set. */
    private Path folder(DatasetRequest request, Predicate<Path> hasAny) {
        List<Path> candidates = folders.candidates(request.name(), request.folder());
        return candidates.stream().filter(hasAny).findFirst().orElseThrow(() -> new InvalidRequestException("no files of "
                + request.name() + " in " + candidates.stream().map(Path::toString).collect(Collectors.joining(" or "))
                + "; download them, name their folder, or use the data set synthetic-digits", DataRemedy.DOWNLOAD,
                DataRemedy.FOLDER,
                DataRemedy.DATASET));
    }
}
