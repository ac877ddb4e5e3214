package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.console.ProgressBar;
import bn.cli.wiring.CommandText;
import bn.experiments.data.ContentDigest;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.data.catalog.DatasetRequest;
import bn.experiments.data.catalog.Datasets;
import bn.experiments.data.csv.CsvOptions;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.data.npy.NpyOptions;
import bn.experiments.rate.JointMoments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that choose a data set. */
public final class DatasetOptions {
    private static final double TEST_FRACTION = 0.2;
    private static final String DEFAULT = "synthetic-digits";
    /** Data sets in files of the user's own, whose form has to be found out. */
    private static final Set<String> OWN_FILES = Set.of("csv", "npy", "image-folder");

    private enum TargetKind { CLASS, NUMBER }

    /** The command that has these options. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "Data set: synthetic-digits (drawn, nothing to download), mnist, fashion-mnist, kmnist, cifar10, idx, "
                    + "image-folder, csv or npy; default that of the checkpoint's run, if there is one, else synthetic-digits.")
    private String name;
    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Folder of the files of idx or image-folder (PNG and JPEG in train/CLASS/ and test/CLASS/, or in CLASS/), or "
                    + "of a data set of bn data fetch; for the latter default BN_DATA, else "
                    + "the user's cache folder.")
    private Path folder;
    @Option(names = "--classes", paramLabel = "K",
            description = "idx: number of classes, labels from 0; default found out from the labels.")
    private Integer classes;
    @Option(names = "--file", paramLabel = "FILE", description = "csv: the file. npy: the .npy file of the features, or an .npz "
            + "file with arrays x and y.")
    private Path file;
    @Option(names = "--target", paramLabel = "COLUMN", description = "csv: the column to predict, a name of the header or a "
            + "number from 1; #2 is a number even if a column has the name 2.")
    private String target;
    @Option(names = "--targets", paramLabel = "FILE", description = "npy: the .npy file of the targets.")
    private Path targets;
    @Option(names = "--header", negatable = true, description = "csv: whether the first line holds names. Default: it does if it "
            + "has the target's name, or nothing that could be a value; else this option is needed.")
    private Boolean header;
    @Option(names = "--delimiter", paramLabel = "C", description = "csv: what separates cells, \\t for a tab; default found out.")
    private String delimiter;
    @Option(names = "--index", paramLabel = "COLUMNS|none", split = ",",
            description = "csv, npy: columns that number or name the rows and are no features, by name or number; none if there "
                    + "are none. Default: columns without a name, which must count the rows.")
    private List<String> index;
    @Option(names = "--target-kind", paramLabel = "class|number",
            description = "csv, npy: what the target is. Default: text is classes; whole numbers (1, not 1.0) are if they are "
                    + "at most 100 different ones, and fewer than half as many as rows.")
    private TargetKind targetKind;
    @Option(names = "--test-fraction", paramLabel = "X",
            description = "csv, npy, image-folder without a folder test: fraction of the examples set aside for testing; default 0.2 "
                    + "where a network is trained, else 0.")
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

    /** The data set for a computation that uses training examples only; the console says what was read. */
    public Dataset load(DataFolders folders, Console console) {
        return load(folders, 0, DEFAULT, console);
    }

    /** The data set for training and testing; the console says what was read. */
    public Dataset loadWithTest(DataFolders folders, Console console) {
        return load(folders, TEST_FRACTION, DEFAULT, console);
    }

    /** The same, with the name of the data set to use unless another was asked for. */
    public Dataset loadWithTest(DataFolders folders, Optional<String> fallback, Console console) {
        return load(folders, TEST_FRACTION, fallback.orElse(DEFAULT), console);
    }

    /**
     * Refuses data whose covariance does not fit in memory, before they are read if their width is known then.
     *
     * @throws bn.experiments.data.DataException if it does not
     */
    public void requireCovariance(DataFolders folders) {
        if (pool == 1) {
            new Datasets(folders).columns(request(0, DEFAULT))
                    .ifPresent(columns -> JointMoments.requireMemory("a covariance", columns + 1));
        }
    }

    /** Notes how a file of the user's own was read: nothing else shows a wrong guess. */
    public static void note(String dataset, String description, Console console) {
        if (OWN_FILES.contains(dataset)) {
            console.note("Read " + description);
        }
    }

    /**
     * The training examples as a stream, for a computation that reads them once and need not hold them all. Call {@link #note} after
     * the last one: only then it is known what was read.
     */
    public DatasetStream stream(DataFolders folders) {
        if (pool != 1) {
            return DatasetStream.of(read(folders, 0, DEFAULT, fraction -> {}));
        }
        DatasetStream stream = new Datasets(folders).stream(request(0, DEFAULT));
        return limit == null ? stream : stream.limit(limit);
    }

    /** Takes the files and folders that were given from elsewhere. */
    public void locate(UnaryOperator<Path> places) {
        folder = folder == null ? null : places.apply(folder);
        file = file == null ? null : places.apply(file);
        targets = targets == null ? null : places.apply(targets);
    }

    /** Whether a data set was named. */
    public boolean isNamed() {
        return name != null;
    }

    /** The files that were given. */
    public Stream<Path> files() {
        return Stream.of(file, targets).filter(Objects::nonNull);
    }

    /** Those of these options that were given to a command, quoted for a shell. */
    public static String typed(CommandSpec spec) {
        ParseResult given = spec.commandLine().getParseResult();
        List<String> words = new ArrayList<>();
        for (OptionSpec option : CommandSpec.forAnnotatedObject(new DatasetOptions()).options()) {
            if (given.hasMatchedOption(option.longestName())) {
                words.add(option.longestName());
                words.addAll(given.matchedOption(option.longestName()).stringValues());
            }
        }
        return CommandText.quoted(words);
    }

    /**
     * The training examples of a data set for classification.
     *
     * @throws InvalidRequestException if its targets are numbers
     */
    public static Examples classified(Dataset dataset) {
        if (dataset.task() != Task.CLASSIFICATION) {
            throw new InvalidRequestException(
                    "the targets of " + dataset.name() + " are numbers, not classes; use bn rate linear");
        }
        return dataset.train();
    }

    private Dataset load(DataFolders folders, double fraction, String fallback, Console console) {
        ProgressBar bar = new ProgressBar(console, "decoding");
        try {
            Dataset dataset = read(folders, fraction, fallback, done -> bar.show(done, 1, "images"));
            note(dataset.name(), dataset.description(), console);
            noteMissingClasses(dataset, console);
            noteSameExamples(dataset, console);
            return dataset;
        } finally {
            bar.close();
        }
    }

    private Dataset read(DataFolders folders, double fraction, String fallback, DoubleConsumer progress) {
        Dataset dataset = new Datasets(folders).load(request(fraction, fallback), progress);
        if (pool != 1) {
            dataset = dataset.pool(pool);
        }
        if (limit == null) {
            return dataset;
        }
        checkLimit(dataset.train().count());
        return dataset.limit(limit);
    }

    /** Says so if the first examples are not of all classes, as in files that are sorted by class. */
    private void noteMissingClasses(Dataset dataset, Console console) {
        if (limit != null && dataset.task() == Task.CLASSIFICATION) {
            long present = Arrays.stream(dataset.train().labels()).distinct().count();
            if (present < dataset.train().targets()) {
                console.note("Note: the first " + limit + " training examples are of " + present + " of "
                        + dataset.train().targets() + " classes.");
            }
        }
    }

    /** Says so if the test examples are the training examples, as when a file was copied under another name. */
    private static void noteSameExamples(Dataset dataset, Console console) {
        if (dataset.test().count() == dataset.train().count()
                && ContentDigest.of(dataset.test()).equals(ContentDigest.of(dataset.train()))) {
            console.note(
                    "Note: the test examples are the same numbers as the training examples, so what is measured on them says "
                            + "nothing about other data; check the files.");
        }
    }

    /**
     * Checks that {@code --limit} had an effect, when it is known how many examples there are.
     *
     * @throws InvalidRequestException if there are fewer than that
     */
    public void checkLimit(long examples) {
        if (limit != null && examples < limit) {
            throw new InvalidRequestException("--limit " + limit + " has no effect: there are " + examples
                    + " training examples; leave it out");
        }
    }

    private DatasetRequest request(double fraction, String fallback) {
        double testing = testFraction == null ? fraction : testFraction;
        String dataset = name == null ? fallback : name;
        DatasetOptionCheck.check(command.commandLine().getParseResult(), dataset, testing);
        return new DatasetRequest(dataset, Optional.ofNullable(folder),
                classes == null ? OptionalInt.empty() : OptionalInt.of(classes), Optional.ofNullable(file), csv(testing),
                dataset.equals("npy") ? Optional.of(npy(testing)) : Optional.empty(), testing, seed, trainSize, testSize);
    }

    private NpyOptions npy(double fraction) {
        return new NpyOptions(Optional.ofNullable(targets), task(),
                index().map(columns -> columns.stream().map(DatasetOptions::number).toList()), fraction, seed);
    }

    private Optional<Task> task() {
        return Optional.ofNullable(targetKind).map(kind -> kind == TargetKind.CLASS ? Task.CLASSIFICATION : Task.REGRESSION);
    }

    private Optional<List<String>> index() {
        return Optional.ofNullable(index).map(columns -> columns.equals(List.of("none")) ? List.of() : columns);
    }

    private static int number(String column) {
        try {
            return Integer.parseInt(column.strip());
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("--index takes numbers of columns, from 1, where columns have no names, got '"
                    + column
                    + "'");
        }
    }

    private Optional<CsvOptions> csv(double fraction) {
        if (target == null) {
            return Optional.empty();
        }
        String separator = "\\t".equals(delimiter) ? "\t" : delimiter;
        if (separator != null && separator.length() != 1) {
            throw new InvalidRequestException("--delimiter is one character, or \\t for a tab, got '" + delimiter + "'");
        }
        return Optional.of(new CsvOptions(target, Optional.ofNullable(header),
                Optional.ofNullable(separator).map(text -> text.charAt(0)), index(), task(), fraction, seed));
    }
}
