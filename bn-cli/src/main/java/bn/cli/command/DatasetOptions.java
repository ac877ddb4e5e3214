package bn.cli.command;

import bn.api.UsageException;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Task;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.data.catalog.DatasetRequest;
import bn.experiments.data.catalog.Datasets;
import bn.experiments.data.csv.CsvOptions;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.data.npy.NpyOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that choose a data set. */
final class DatasetOptions {
    private static final double TEST_FRACTION = 0.2;
    private static final String DEFAULT = "synthetic-digits";

    private enum TargetKind { CLASS, NUMBER }

    /** The command that has these options. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "Data set: synthetic-digits (drawn, nothing to download), mnist, fashion-mnist, kmnist, cifar10, idx, "
                    + "csv or npy; default that of the checkpoint's run, if there is one, else synthetic-digits.")
    private String name;
    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Folder of the files of idx, or of a data set of bn data fetch; for the latter default BN_DATA, else "
                    + "the user's cache folder.")
    private Path folder;
    @Option(names = "--classes", paramLabel = "K",
            description = "idx: number of classes, labels from 0; default found out from the labels.")
    private Integer classes;
    @Option(names = "--file", paramLabel = "FILE", description = "csv: the file. npy: the .npy file of the features, or an .npz "
            + "file with arrays x and y.")
    private Path file;
    @Option(names = "--target", paramLabel = "COLUMN", description = "csv: the column to predict, a name of the header or a number from 1.")
    private String target;
    @Option(names = "--targets", paramLabel = "FILE", description = "npy: the .npy file of the targets.")
    private Path targets;
    @Option(names = "--header", negatable = true, description = "csv: whether the first line holds names; default found out.")
    private Boolean header;
    @Option(names = "--delimiter", paramLabel = "C", description = "csv: what separates cells; default found out.")
    private String delimiter;
    @Option(names = "--target-kind", paramLabel = "class|number",
            description = "csv, npy: what the target is; default found out.")
    private TargetKind targetKind;
    @Option(names = "--test-fraction", paramLabel = "X",
            description = "csv, npy: share of the rows set aside for testing; default 0.2 where a network is trained, else 0.")
    private Double testFraction;
    @Option(names = "--data-seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of drawn digits and of the rows set aside; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--train-size", paramLabel = "N", defaultValue = "" + SyntheticDigits.TRAIN,
            description = "synthetic-digits: number of training examples; default ${DEFAULT-VALUE}.")
    private int trainSize;
    @Option(names = "--test-size", paramLabel = "N", defaultValue = "" + SyntheticDigits.TEST,
            description = "synthetic-digits: number of test examples; default ${DEFAULT-VALUE}.")
    private int testSize;
    @Option(names = "--limit", paramLabel = "N", description = "Use the first N training examples only.")
    private Integer limit;
    @Option(names = "--pool", paramLabel = "P", defaultValue = "1",
            description = "Average P x P pixels of images into one, in each colour; default ${DEFAULT-VALUE}.")
    private int pool;

    /** The data set for a computation that uses training examples only. */
    Dataset load(DataFolders folders) {
        return load(folders, 0, DEFAULT);
    }

    /** The data set for training and testing. */
    Dataset loadWithTest(DataFolders folders) {
        return load(folders, TEST_FRACTION, DEFAULT);
    }

    /** The same; the fallback's name unless another was asked for. */
    Dataset loadWithTest(DataFolders folders, Optional<String> fallback) {
        return load(folders, TEST_FRACTION, fallback.orElse(DEFAULT));
    }

    /** The training examples for a computation that reads them once, in their order, and need not hold them all. */
    DatasetStream stream(DataFolders folders) {
        if (pool != 1) {
            return DatasetStream.of(load(folders));
        }
        DatasetStream stream = new Datasets(folders).stream(request(0, DEFAULT));
        return limit == null ? stream : stream.limit(limit);
    }

    /** The files that were given. */
    Stream<Path> files() {
        return Stream.of(file, targets).filter(Objects::nonNull);
    }

    /** Those of these options that a command was given, as they would be typed. */
    static String typed(CommandSpec spec) {
        ParseResult given = spec.commandLine().getParseResult();
        List<String> words = new ArrayList<>();
        for (OptionSpec option : CommandSpec.forAnnotatedObject(new DatasetOptions()).options()) {
            if (given.hasMatchedOption(option.longestName())) {
                words.add(option.longestName());
                words.addAll(given.matchedOption(option.longestName()).stringValues());
            }
        }
        return String.join(" ", words);
    }

    private Dataset load(DataFolders folders, double fraction, String fallback) {
        Dataset dataset = new Datasets(folders).load(request(fraction, fallback));
        if (pool != 1) {
            dataset = dataset.pool(pool);
        }
        if (limit == null) {
            return dataset;
        }
        used(dataset.train().count());
        return dataset.limit(limit);
    }

    /**
     * To be called when it is known how many examples were used.
     *
     * @throws UsageException if fewer than asked for
     */
    void used(long examples) {
        if (limit != null && examples < limit) {
            throw new UsageException("--limit " + limit + " has no effect: there are " + examples
                    + " training examples; leave it out");
        }
    }

    private DatasetRequest request(double fraction, String fallback) {
        double testing = testFraction == null ? fraction : testFraction;
        DataOptionUse.check(command.commandLine().getParseResult(), name == null ? fallback : name, testing);
        return new DatasetRequest(name == null ? fallback : name, Optional.ofNullable(folder),
                classes == null ? OptionalInt.empty() : OptionalInt.of(classes), Optional.ofNullable(file), csv(testing),
                Optional.of(new NpyOptions(Optional.ofNullable(targets), task(), testing, seed)), seed, trainSize, testSize);
    }

    private Optional<Task> task() {
        return Optional.ofNullable(targetKind).map(kind -> kind == TargetKind.CLASS ? Task.CLASSIFICATION : Task.REGRESSION);
    }

    private Optional<CsvOptions> csv(double fraction) {
        if (target == null) {
            return Optional.empty();
        }
        if (delimiter != null && delimiter.length() != 1) {
            throw new UsageException("--delimiter is one character, got '" + delimiter + "'");
        }
        return Optional.of(new CsvOptions(target, Optional.ofNullable(header),
                Optional.ofNullable(delimiter).map(text -> text.charAt(0)), task(), fraction, seed));
    }
}
