package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.advice.Equilibrium;
import bn.experiments.advice.ScheduleForecast;
import bn.experiments.result.Csv;
import bn.theory.dynamics.ScheduledNorm;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of {@code bn equilibrium} as text and as CSV. */
public record EquilibriumListing(Equilibrium equilibrium) {
    /** Rows of the table on the screen, about. */
    private static final int ROWS = 10;

    /** Prints the numbers, the schedule and the sentences. */
    public void print(Console console) {
        console.print(equilibrium.settings().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
        TextTable table = new TextTable("at equilibrium", "");
        table.row("angle of a step", String.format(Locale.ROOT, "%.4g rad (%.3g degrees)", equilibrium.angle(),
                Math.toDegrees(equilibrium.angle())));
        table.row("relaxation", steps(equilibrium.relaxationSteps()));
        table.row("turnover", steps(equilibrium.turnoverSteps()));
        if (!Double.isNaN(equilibrium.squaredNorm())) {
            table.row("|w|^2", RateNumbers.significant(equilibrium.squaredNorm()));
        }
        console.print(table.toString());
        if (equilibrium.schedule() != null) {
            console.print("\n" + schedule(equilibrium.schedule()));
        }
        StatementText.print(equilibrium.statements(), console);
    }

    private static String schedule(ScheduleForecast forecast) {
        TextTable table = new TextTable("step", "learning rate", "|w|", "angle", "gradient", "|w|, decay follows", "angle",
                "gradient");
        int last = forecast.constantDecay().size() - 1;
        for (int row = 0; row <= ROWS; row++) {
            int i = (int) Math.round((double) row * last / ROWS);
            ScheduledNorm constant = forecast.constantDecay().get(i);
            ScheduledNorm follows = forecast.decayFollows().get(i);
            table.row(String.valueOf(constant.step()), short3(constant.rateFactor()), short3(Math.sqrt(constant.squaredNorm())),
                    short3(constant.angle()), short3(constant.gradient()), short3(Math.sqrt(follows.squaredNorm())),
                    short3(follows.angle()), short3(follows.gradient()));
        }
        return "Schedule " + forecast.schedule()
                + ", relative to equilibrium at the full learning rate; on the right with a weight decay "
                + "that follows the learning rate:\n" + table;
    }

    /** The states of the schedule. */
    public static String csv(ScheduleForecast forecast) {
        Csv csv = new Csv(
                List.of("decayFollows", "step", "rateFactor", "squaredNorm", "equilibriumSquaredNorm", "angle", "gradient"));
        forecast.constantDecay().forEach(state -> row(csv, false, state));
        forecast.decayFollows().forEach(state -> row(csv, true, state));
        return csv.toString();
    }

    private static void row(Csv csv, boolean follows, ScheduledNorm state) {
        csv.row(follows, state.step(), state.rateFactor(), state.squaredNorm(), state.equilibriumSquaredNorm(), state.angle(),
                state.gradient());
    }

    private static String steps(double steps) {
        return String.format(Locale.ROOT, "%,.0f steps", steps);
    }

    private static String short3(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
