package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.experiments.data.Dataset;
import bn.experiments.model.ModelReader;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a trained network is read, and the noise on its inputs. */
public final class CheckpointOptions {
    /** The batches of a network that does not say those of its training: the default of {@code bn train}. */
    public static final int USUAL_BATCH = 128;

    @Option(names = "--noise-sigma", paramLabel = "S",
            description = "Standard deviation of Gaussian noise added to the inputs; default the run's, if that is known, "
                    + "else 0.")
    private Double noiseSigma;

    @Option(names = "--noise-seed", paramLabel = "N", description = "Seed of the noise; default 1.")
    private Long noiseSeed;

    /**
     * Reads the network; notes say what a user should know of it.
     *
     * @param examples the data set, for an architecture that is a name alone
     */
    public Checkpoint read(Path file, ModelReader reader, ModelOptions options, Supplier<Dataset> examples, Console console) {
        if (reader.isOfAnotherTool(file)) {
            return options.request(reader, file, examples).read(console);
        }
        options.refuse(file);
        Checkpoint checkpoint = Checkpoint.readNetwork(file);
        checkpoint.notes().forEach(note -> console.note("Note: " + note));
        return checkpoint;
    }

    /** The standard deviation of the noise: the option's, else that of the run, else 0. */
    public double noiseSigma(Checkpoint checkpoint) {
        double sigma = noiseSigma != null ? noiseSigma : checkpoint.setting("noise-sigma").orElse(0.0);
        OptionValues.notNegative("--noise-sigma", sigma);
        noiseSeed(sigma);
        return sigma;
    }

    /** The seed of the noise. */
    public long noiseSeed(double sigma) {
        return OptionValues.noiseSeed(noiseSeed, sigma);
    }

    /** Refuses a {@code --batch-size} below 2; null if it was not given. */
    public static void checkBatchSize(Integer given) {
        if (given != null && given < 2) {
            throw new InvalidRequestException("--batch-size is a number of at least 2, got " + given);
        }
    }

    /** The size of the batches: that of {@code --batch-size} unless it is null, else the run's, else {@link #USUAL_BATCH}. */
    public static int batchSize(Integer given, Checkpoint checkpoint) {
        return given != null ? given : checkpoint.setting("batch-size").map(Double::intValue).orElse(USUAL_BATCH);
    }

    /** The learning rate of the run, in SGD alone, which has a momentum: the meaning that is used here; else NaN. */
    public static double learningRate(Checkpoint checkpoint) {
        return checkpoint.setting("momentum").flatMap(sgd -> checkpoint.setting("lr")).orElse(Double.NaN);
    }

    /**
     * Checks that a data set is one for a network. Notes say how it differs from what the network was trained on.
     *
     * @return the data set
     * @throws InvalidRequestException if the network's inputs or outputs are not those of the data
     */
    public static Dataset check(Checkpoint checkpoint, Dataset dataset, Console console) {
        Optional<DataIdentity> trained = checkpoint.data();
        if (!checkpoint.architecture().takes(dataset.train())) {
            throw new InvalidRequestException("the network " + checkpoint.architecture() + " of " + checkpoint.file()
                    + " does not fit the data set " + dataset.name() + ", which has " + dataset.train().features()
                    + " features and " + dataset.train().targets() + " targets; repeat the data options of its training");
        }
        if (trained.isEmpty()) {
            console.note("Note: " + checkpoint.file()
                    + " does not say what it was trained on, nor with which settings; make sure that "
                    + "these are its examples and its --noise-sigma.");
            return dataset;
        }
        DataIdentity now = DataIdentity.of(dataset);
        if (trained.get().task() != now.task() || !trained.get().classNames().equals(now.classNames())) {
            throw new InvalidRequestException("the network of " + checkpoint.file() + " was trained for " + outputs(trained.get())
                    + ", and these data are for " + outputs(now) + "; give data of the same outputs in the same order");
        }
        List<String> differences = trained.get().differences(now);
        if (!differences.isEmpty()) {
            console.note("Note: these are not the data of the run: " + String.join("; ", differences)
                    + ". For those, repeat its data options.");
        }
        return dataset;
    }

    private static String outputs(DataIdentity data) {
        return data.classNames().isEmpty() ? "regression" : "the classes " + data.classNames();
    }
}
