package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.RowStream;
import bn.experiments.data.Task;
import bn.experiments.rate.JointMoments;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Option;

/** The options of {@code bn rate}, whatever the model. */
final class RateOptions {
    @Option(names = "--gamma", paramLabel = "G", defaultValue = "1",
            description = "Scale of the batch norm, above 0; default ${DEFAULT-VALUE}.")
    private double gamma;

    @Option(names = "--noise-sigma", paramLabel = "S", defaultValue = "0",
            description = "Standard deviation of independent noise on every feature; default ${DEFAULT-VALUE}.")
    private double noiseSigma;

    double gamma() {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new InvalidRequestException("--gamma is a number above 0 (at 0 a unit passes nothing on and has no rate), got "
                    + gamma);
        }
        return gamma;
    }

    double noiseSigma() {
        if (!(noiseSigma >= 0) || Double.isInfinite(noiseSigma)) {
            throw new InvalidRequestException("--noise-sigma is a number of at least 0, got " + noiseSigma);
        }
        return noiseSigma;
    }

    /** The seed of noise: 1 if none was given, which it may not be where there is no noise. */
    static long noiseSeed(Long given, double noiseSigma) {
        if (given != null && noiseSigma == 0) {
            throw new InvalidRequestException("--noise-seed has no effect without noise; leave it out, or give --noise-sigma");
        }
        return given == null ? 1 : given;
    }

    /** A count that an option gave. */
    static int atLeastOne(String option, int count) {
        if (count < 1) {
            throw new InvalidRequestException(option + " is at least 1, got " + count);
        }
        return count;
    }

    /** The training examples of a data set for classification. */
    static Examples classified(Dataset dataset) {
        if (dataset.task() != Task.CLASSIFICATION) {
            throw new InvalidRequestException("the targets of " + dataset.name()
                    + " are numbers, not classes; use bn rate linear");
        }
        return dataset.train();
    }

    /** The joint moments of examples, with a progress bar. */
    static Moments moments(Backend backend, RowStream examples, Console console, Interruption interruption) {
        ProgressBar bar = new ProgressBar(console, "covariance");
        Moments moments = new JointMoments(backend).of(examples, share -> {
            if (interruption.requested()) {
                throw new CancellationException("interrupted; nothing was written");
            }
            bar.show(share, 1, examples.features() + " features");
        });
        bar.close();
        return moments;
    }
}
