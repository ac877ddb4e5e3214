package bn.cli.command;

import bn.experiments.reproduce.Reproduction;
import picocli.CommandLine.Command;

/** {@code bn reproduce}. */
@Command(name = "reproduce", description = {
        "Tests the theory's claims on a data set by all experiments (bn run --list), over several seeds, and says for each whether the "
                + "data support it.",
        "Prints a table and writes report.html (self-contained, with plots), claims.json and the results to the output folder. If "
                + "it is stopped, the same command goes on where it stopped."})
public final class ReproduceCommand extends StudyCommand {

    @Override
    public void run() {
        experiments().requireUniqueNames();
        run(Reproduction.study().experiments());
    }
}
