package bn.cli.command;

import bn.api.UsageException;
import bn.experiments.data.catalog.Datasets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Options of a data set that is not the one asked for: the data set is then not the one that was meant. */
final class UnusedOptions {
    private static final List<String> FILES = List.of("csv", "npy");
    /** Options that not all data sets use, and those that do. */
    private static final Map<String, List<String>> USERS = Map.ofEntries(
            Map.entry("--data-dir", List.of("mnist", "fashion-mnist", "kmnist", "cifar10", "idx")),
            Map.entry("--classes", List.of("idx")),
            Map.entry("--file", FILES),
            Map.entry("--target", List.of("csv")),
            Map.entry("--header", List.of("csv")),
            Map.entry("--delimiter", List.of("csv")),
            Map.entry("--targets", List.of("npy")),
            Map.entry("--index", FILES),
            Map.entry("--target-kind", FILES),
            Map.entry("--test-fraction", FILES),
            Map.entry("--train-size", List.of("synthetic-digits")),
            Map.entry("--test-size", List.of("synthetic-digits")));

    private UnusedOptions() { }

    /**
     * Refuses options that a command was given and its data set does not use.
     *
     * @throws UsageException if there is one
     */
    static void refuse(CommandSpec command, String dataset) {
        USERS.keySet().stream().sorted()
                .filter(option -> Datasets.NAMES.contains(dataset) && !USERS.get(option).contains(dataset))
                .filter(command.commandLine().getParseResult()::hasMatchedOption).findFirst().ifPresent(option -> {
                    throw new UsageException(option + " is not for the data set " + dataset + " but for "
                            + String.join(", ", USERS.get(option)) + "; choose it by --dataset, or leave the option out");
                });
    }
}
