package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.cli.command.BnCommand;
import bn.cli.command.CommandTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** That only some commands are built whole is not to be seen. A file of arguments may name any command, so with it all are. */
class CommandTreeTest {
    @TempDir
    private Path folder;

    static Stream<String> commands() {
        List<String> names = new ArrayList<>(List.of(""));
        CommandTree.whole().getSubcommands().forEach((name, command) -> {
            names.add(name);
            command.getSubcommands().keySet().forEach(inner -> names.add(name + " " + inner));
        });
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpIsThatOfAllCommands(String command) throws IOException {
        same((command + " --help").strip().split(" "));
    }

    @Test
    void messagesAreThoseOfAllCommands() throws IOException {
        for (String line : List.of("", "nothing", "rate", "rate nothing", "data nothing", "train --nothing",
                "rate linear --nothing",
                "rate network")) {
            assertFalse(same(line.isEmpty() ? new String[0] : line.split(" ")).err().isEmpty(), line);
        }
    }

    private Launch.Result same(String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), String.join("\n", arguments));
        Launch.Result result = InProcess.bn(arguments);
        assertEquals(InProcess.bn("@" + file), result);
        return result;
    }

    @Test
    void onlyWhatIsNamedIsBuilt() {
        CommandLine tree = CommandTree.of(new BnCommand(), "--debug", "rate", "network");
        // The three that every command inherits: help, plug-ins, debug.
        assertEquals(3, options(tree, "train"));
        assertEquals(3, options(tree.getSubcommands().get("rate"), "linear"));
        assertTrue(options(tree.getSubcommands().get("rate"), "network") > 10);
    }

    private static int options(CommandLine parent, String command) {
        return parent.getSubcommands().get(command).getCommandSpec().options().size();
    }
}
