package bn.cli.command;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.result.Reason;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bn monitor}. */
@Command(name = "monitor", description = {
        "Prints the file that monitors training in PyTorch; without a name, lists the monitors of all frameworks.",
        "It writes a folder that bn watch shows while the training runs, and bn report makes a page of."})
public final class MonitorCommand implements Runnable {
    private static final String PYTORCH = "pytorch";
    private static final String PYTORCH_FILE = "bn_monitor.py";

    @Inject
    private Console console;
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The framework: pytorch.")
    private String name;

    @Override
    public void run() {
        if (name == null) {
            TextTable table = new TextTable("framework", "monitor", "how to get it");
            table.row("PyTorch", "BatchNormMonitor of " + PYTORCH_FILE, "bn monitor " + PYTORCH + " > " + PYTORCH_FILE);
            table.row("Deep Java Library", "bn.djl.BatchNormListener", "the dependency bn:bn-djl (integrations/djl)");
            table.row("Deeplearning4j", "bn.dl4j.BatchNormListener", "the dependency bn:bn-dl4j (integrations/dl4j)");
            console.printText(table.toString());
        } else if (name.equals(PYTORCH)) {
            console.printText(file());
        } else {
            throw new InvalidRequestException("there is no file of a monitor for '" + name + "', but one for " + PYTORCH
                    + "; bn monitor lists the monitors");
        }
    }

    private static String file() {
        try (InputStream in = MonitorCommand.class.getResourceAsStream(PYTORCH_FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BnException("cannot read " + PYTORCH_FILE + " of this program: " + Reason.of(e), e);
        }
    }
}
