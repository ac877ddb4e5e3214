package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.data.catalog.Datasets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/** Refuses options that have no effect on the chosen data set: a user who gives an option expects an effect. */
final class DatasetOptionCheck {
    private static final Set<String> DRAWN = Set.of("synthetic-digits");
    private static final Set<String> FOLDERS = Set.of("mnist", "fashion-mnist", "kmnist", "cifar10", "idx", "image-folder");
    private static final Set<String> ROWS = Set.of("csv", "npy");
    private static final Set<String> SPLIT = Set.of("csv", "npy", "image-folder");
    private static final Map<String, Set<String>> DATASETS = new TreeMap<>(Map.ofEntries(
            Map.entry("--train-size", DRAWN), Map.entry("--test-size", DRAWN),
            Map.entry("--data-seed", Set.of("synthetic-digits", "csv", "npy", "image-folder")),
            Map.entry("--data-dir", FOLDERS), Map.entry("--classes", Set.of("idx")),
            Map.entry("--file", ROWS), Map.entry("--target-kind", ROWS), Map.entry("--test-fraction", SPLIT),
            Map.entry("--index", ROWS), Map.entry("--targets", Set.of("npy")),
            Map.entry("--target", Set.of("csv")), Map.entry("--header", Set.of("csv")), Map.entry("--delimiter", Set.of("csv"))));

    private DatasetOptionCheck() {}

    /**
     * Checks the options that were given.
     *
     * @param dataset name of the data set
     * @param testing the fraction of its rows to set aside for testing, if it has rows
     * @throws InvalidRequestException if one would have no effect
     */
    static void check(ParseResult given, String dataset, double testing) {
        if (!Datasets.NAMES.contains(dataset)) {
            return;
        }
        DATASETS.forEach((option, datasets) -> {
            if (given.hasMatchedOption(option) && !datasets.contains(dataset)) {
                throw new InvalidRequestException(option + " is for the data sets " + String.join(", ", datasets.stream().sorted()
                        .toList())
                        + ", not for " + dataset + "; leave it out, or choose another by --dataset");
            }
        });
        if (SPLIT.contains(dataset) && testing == 0 && given.hasMatchedOption("--data-seed")) {
            throw new InvalidRequestException(
                    "--data-seed chooses the rows that are set aside for testing, and none are; leave it out, or "
                            + "give --test-fraction");
        }
    }
}
