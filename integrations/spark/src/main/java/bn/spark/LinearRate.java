package bn.spark;

import bn.cli.command.BnCommand;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.option.OutputFormat;
import bn.cli.option.RateOptions;
import bn.cli.view.LinearListing;
import bn.cli.view.LinearSpectrum;
import bn.experiments.data.DatasetDescription;
import bn.experiments.data.Task;
import bn.experiments.rate.TargetMoments;
import bn.theory.linear.LinearRegression;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spark-submit --class bn.spark.LinearRate}: {@code bn rate linear} for what Spark reads. */
@Command(name = "bn.spark.LinearRate", description = {
        "The rate of batch-normalized linear regression, in closed form, of data that Spark reads.",
        "The executors compute the moments of the columns in one pass; the rest is that of bn rate linear."})
public final class LinearRate implements Runnable {
    private enum Kind { CLASS, NUMBER }

    /** What an interruption leaves. */
    private static final String KEPT = "nothing was written";

    @Spec
    private CommandSpec spec;
    @Inject
    Console console;
    @Inject
    Interruption interruption;
    @Mixin
    private InputOptions input;

    @Option(names = "--target", paramLabel = "COLUMN", required = true, arity = "1..*", split = ",",
            description = "The column to predict: a number, boolean or text; or several of numbers.")
    private List<String> targets;
    @Option(names = "--features", paramLabel = "COLUMN", split = ",", arity = "1..*",
            description = "The columns to predict it from: numbers, booleans, arrays of numbers, vectors; default all others.")
    private List<String> features = List.of();
    @Option(names = "--target-kind", paramLabel = "class|number",
            description = "What the target is. Default: text and booleans are "
                    + "classes; whole numbers are if they are at most 100 different ones, and fewer than half as many as rows.")
    private Kind kind;
    @Option(names = "--skip-nulls", description = "Leave out rows with nulls, and say how many; default they are refused.")
    private boolean skipNulls;

    @Mixin
    private RateOptions rate;
    @Mixin
    private OutputFormat format;
    @Option(names = "--spectrum",
            description = "Also show what batch norm does along each direction of the inputs, as bn rate linear "
                    + "does.")
    private boolean spectrum;
    @Option(names = "--save-moments", paramLabel = "FILE",
            description = "Save the moments, to be used by bn rate linear --moments: a "
                    + "file here, or of a Hadoop file system if it has a scheme, such as hdfs: or s3a:.")
    private String save;

    /** Runs it and ends the JVM. */
    public static void main(String[] arguments) {
        new SparkProgram(LinearRate.class, new LinearRate(), UnaryOperator.identity()).start(arguments);
    }

    @Override
    public void run() {
        rate.gamma();
        rate.noiseSigma();
        MomentsRequest request = new MomentsRequest(features, targets, task(), skipNulls);
        try {
            SparkFailure.translated(() -> {
                run(request);
                return null;
            });
        } catch (RuntimeException e) {
            // A signal also stops Spark, whose work then fails.
            interruption.check(KEPT);
            throw e;
        }
    }

    private void run(MomentsRequest request) {
        SparkSession session = Sessions.start("bn rate linear",
                spec.root().userObject() instanceof BnCommand root && root.debug());
        try (MomentsTarget target = save == null ? null
                : MomentsTarget.of(save, session.sparkContext().hadoopConfiguration())) {
            SparkMoments all = SparkMoments.of(input.read(session), request);
            interruption.check(KEPT);
            note(all);
            if (target != null) {
                target.write(all.moments());
            }
            print(all.moments());
        }
    }

    private void note(SparkMoments all) {
        TargetMoments moments = all.moments();
        boolean classes = moments.task() == Task.CLASSIFICATION;
        console.note("Read " + DatasetDescription.of(input.name(), moments.joint().count(), moments.features(),
                targets.size() == 1 ? targets.get(0) : targets.toString(), classes ? moments.targetNames().size() : 0,
                all.reason(),
                skipNulls ? List.of(all.skipped() + (all.skipped() == 1 ? " row" : " rows") + " with nulls left out")
                        : List.of()));
    }

    private void print(TargetMoments moments) {
        List<String> names = moments.targetNames();
        LinearRegression regression = new LinearRegression(moments.joint(), names.size());
        Optional<LinearSpectrum> directions = spectrum
                ? Optional.of(LinearSpectrum.of(regression, names, rate.gamma(), rate.noiseSigma())) : Optional.empty();
        LinearListing listing = new LinearListing(input.name(), moments.task(), names,
                regression.solveAll(rate.gamma(), rate.noiseSigma()), directions, Optional.empty());
        if (format.json()) {
            console.printText(listing.json());
        } else {
            listing.print(console);
        }
    }

    private Optional<Task> task() {
        return Optional.ofNullable(kind).map(one -> one == Kind.CLASS ? Task.CLASSIFICATION : Task.REGRESSION);
    }
}
