package bn.cli.option;

import bn.api.InvalidRequestException;
import picocli.CommandLine.Option;

/** The options of {@code bn rate} for models of one layer. */
public final class RateOptions {
    @Option(names = "--gamma", paramLabel = "G", defaultValue = "1",
            description = "Scale of the batch norm, above 0; default ${DEFAULT-VALUE}.")
    private double gamma;

    @Option(names = "--noise-sigma", paramLabel = "S", defaultValue = "0",
            description = "Standard deviation of independent noise on every feature; default ${DEFAULT-VALUE}.")
    private double noiseSigma;

    /** The scale of the batch norm. */
    public double gamma() {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new InvalidRequestException("--gamma is a number above 0 (at 0 a unit passes nothing on and has no rate), got "
                    + gamma);
        }
        return gamma;
    }

    /** The standard deviation of the noise on the features. */
    public double noiseSigma() {
        return OptionValues.notNegative("--noise-sigma", noiseSigma);
    }
}
