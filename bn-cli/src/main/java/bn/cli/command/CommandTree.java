package bn.cli.command;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of {@code bn}. Reading all their options by reflection takes more than half of a start, so only commands that a command
 * line names get theirs; the others have what a list of commands shows.
 */
public final class CommandTree {
    private static final Map<Class<?>, List<Class<?>>> COMMANDS = Map.of(
            BnCommand.class, List.of(ReproduceCommand.class, RunCommand.class, ReportCommand.class, CompareCommand.class,
                    InspectCommand.class, RateCommand.class, EquilibriumCommand.class, AdviseCommand.class,
                    BatchCostCommand.class,
                    TrainCommand.class, FoldCommand.class, UnfoldCommand.class, ExportCommand.class, MonitorCommand.class,
                    WatchCommand.class, VerifyCommand.class, DataCommand.class, ArchCommand.class, BackendsCommand.class,
                    BenchCommand.class),
            RateCommand.class, List.of(RateLinearCommand.class, RateSoftmaxCommand.class, RateNetworkCommand.class,
                    RateFromGradientsCommand.class),
            DataCommand.class, List.of(DataListCommand.class, DataFetchCommand.class));

    private CommandTree() {}

    /** All commands with all their options. */
    public static CommandLine whole() {
        return add(new CommandLine(new BnCommand()), BnCommand.class, name -> true);
    }

    /**
     * All commands, with the options of those that are among the arguments.
     *
     * @param arguments as they were given; a file of arguments, {@code @FILE}, may name any command
     */
    public static CommandLine of(BnCommand root, String... arguments) {
        List<String> given = List.of(arguments);
        boolean any = given.stream().anyMatch(argument -> argument.startsWith("@"));
        return add(new CommandLine(root), BnCommand.class, name -> any || given.contains(name));
    }

    private static CommandLine add(CommandLine parent, Class<?> type, Predicate<String> named) {
        for (Class<?> command : COMMANDS.getOrDefault(type, List.of())) {
            Command about = command.getAnnotation(Command.class);
            if (named.test(about.name())) {
                parent.addSubcommand(command);
                add(parent.getSubcommands().get(about.name()), command, named);
            } else {
                CommandSpec listed = CommandSpec.create().name(about.name());
                listed.usageMessage().description(about.description());
                parent.addSubcommand(listed);
            }
        }
        return parent;
    }
}
