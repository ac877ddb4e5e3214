package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.RootMeanSquare;
import bn.experiments.run.RunListener;
import bn.experiments.stream.BatchMean;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingPlan;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.List;
import java.util.Locale;

/** The progress of a training run on the console: a bar while it works, a few lines for each epoch. */
public final class TrainingProgress implements RunListener {
    private final Console console;
    private final Interruption interruption;
    private final TrainingPlan plan;
    private final ProgressBar bar;
    /** Printed after the first steps, so that a wrong request gets only its one line of error; then null. */
    private String title;

    /**
     * Progress on a console.
     *
     * @param title says what is being trained
     */
    public TrainingProgress(Console console, Interruption interruption, TrainingPlan plan, String title) {
        this.console = console;
        this.interruption = interruption;
        this.plan = plan;
        this.title = title;
        bar = new ProgressBar(console, "training");
    }

    @Override
    public boolean cancelled() {
        return interruption.requested();
    }

    @Override
    public void note(String text) {
        console.note(text);
    }

    @Override
    public void progress(Progress progress) {
        if (title != null) {
            console.note(title);
            title = null;
        }
        double done = progress.epoch() - 1 + (double) progress.step() / progress.steps();
        String accuracy = Double.isNaN(progress.accuracy()) ? "" : String.format(Locale.ROOT, ", accuracy %.2f %%",
                100 * progress.accuracy());
        bar.show(done, plan.epochs(),
                String.format(Locale.ROOT, "epoch %d/%d, loss %.4f%s, %,.0f examples/s", progress.epoch(), plan.epochs(),
                        progress.loss(), accuracy, progress.examplesPerSecond()));
    }

    @Override
    public void epoch(EpochMetrics metrics, List<LayerMeasurement> rates) {
        bar.close();
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "epoch %d/%d: loss %.4f", metrics.epoch(), plan.epochs(),
                        metrics.trainLoss()));
        append(line, ", accuracy %.2f %%", 100 * metrics.trainAccuracy());
        append(line, "; test loss %.4f", metrics.testLoss());
        append(line, ", test accuracy %.2f %%", 100 * metrics.testAccuracy());
        append(line, "; %,.0f examples/s", metrics.examplesPerSecond());
        console.print(line.toString());
        rates.forEach(measurement -> console
                .print("  layer " + plan.architecture().label(measurement.name()) + ": " + describe(measurement)));
    }

    private static void append(StringBuilder line, String format, double value) {
        if (!Double.isNaN(value)) {
            line.append(String.format(Locale.ROOT, format, value));
        }
    }

    private static String describe(LayerMeasurement measurement) {
        if (measurement.rates().isEmpty()) {
            return "rates not applicable: its normalization has no gamma";
        }
        LayerRates rates = measurement.rates().get();
        var lambda = rates.summary(UnitRate::lambda);
        if (lambda.getCount() == 0) {
            return "no rates: gamma is 0 in all of its units";
        }
        BatchMean net = measurement.netRate();
        String text = String.format(Locale.ROOT, "lambda mean %.2e, rms %.2e (%.2e to %.2e%s), sum gamma^2 lambda %.2e%s",
                lambda.getAverage(), RootMeanSquare.of(rates.units().stream().mapToDouble(UnitRate::lambda).toArray()),
                lambda.getMin(), lambda.getMax(), measurement.spread().map(TrainingProgress::error).orElse(""), net.mean() + 0.0,
                Double.isNaN(net.standardError()) ? ""
                        : String.format(Locale.ROOT, " (standard error %.1e)", net.standardError()));
        return measurement.hasL2() ? text + String.format(Locale.ROOT, ", equivalent L2 rate mean %.2e (signal %.2e, noise %.2e)",
                rates.summary(UnitRate::alpha).getAverage(), rates.summary(UnitRate::alphaSignal).getAverage(),
                rates.summary(UnitRate::alphaNoise).getAverage()) : text;
    }

    /** The standard error of a unit's rate, as the root mean square over the units. */
    private static String error(BatchSpread spread) {
        return spread.batches() == 1 ? ", by one batch"
                : String.format(Locale.ROOT, ", by %d batches, standard error of a unit %.1e",
                        spread.batches(), RootMeanSquare.of(spread.standardError()));
    }
}
