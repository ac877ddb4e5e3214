package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.architecture.ArchitectureSummary;
import java.util.Locale;

/** The text of {@code bn arch}. */
public final class ArchitectureListing {
    private static final double MEBIBYTE = 1 << 20;
    /** Each parameter has a value, a gradient and a velocity. */
    private static final int NUMBERS_OF_PARAMETER = 3;

    private ArchitectureListing() {}

    /**
     * Prints the nodes, then the sums.
     *
     * @param name of the architecture, for the reader
     */
    public static void print(ArchitectureSummary summary, String name, int batch, Console console) {
        TextTable table = new TextTable("layer", "operation", "output", "parameters", "multiply-adds");
        summary.nodes().forEach(node -> table.row(node.name(), node.operation(), node.output(), count(node.parameters()),
                count(node.multiplyAdds())));
        console.print(table.toString());
        console.print(name + ": " + count(summary.parameters()) + " parameters, "
                + count(summary.multiplyAdds()) + " multiply-adds an example");
        double parameters = NUMBERS_OF_PARAMETER * Float.BYTES * (double) summary.parameters();
        double activations = Float.BYTES * (double) batch * summary.activations();
        console.print(String.format(Locale.ROOT, "A training step of %d examples keeps %.1f MiB of activations for the backward "
                + "pass; parameters, their gradients and velocities take %.1f MiB", batch, activations / MEBIBYTE,
                parameters / MEBIBYTE));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
