package bn.monitor;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The channels of one layer over the whole run: its rows of channels.csv, and its arrays of channels.npz. */
final class ChannelTable {
    static final List<String> HEADER = List.of("layer", "channel", "readings", "lambda", "lambda_se", "gamma", "gamma_grad",
            "beta",
            "beta_grad", "variance", "weight_norm2", "alpha", "alpha_se");

    private final String name;
    private final RunningMoments[] lambda;
    private final RunningMoments[] alpha;
    private long readings;
    private @Nullable Reading last;

    ChannelTable(LayerDescription layer) {
        name = layer.name();
        lambda = Stream.generate(RunningMoments::new).limit(layer.channels()).toArray(RunningMoments[]::new);
        alpha = Stream.generate(RunningMoments::new).limit(layer.channels()).toArray(RunningMoments[]::new);
    }

    /** @throws IllegalArgumentException if the reading has another number of channels */
    void add(Reading reading) {
        if (reading.channels() != lambda.length) {
            throw new IllegalArgumentException(name + " has " + lambda.length + " channels, its reading " + reading.channels());
        }
        for (int k = 0; k < lambda.length; k++) {
            lambda[k].add(reading.lambda(k));
            alpha[k].add(reading.alpha(k));
        }
        readings++;
        last = reading;
    }

    /** A row a channel; none before the first reading. */
    Stream<CsvRow> rows() {
        Reading reading = last;
        return reading == null ? Stream.of() : IntStream.range(0, lambda.length).mapToObj(k -> new CsvRow().add(name).add(k)
                .add(readings).add(lambda[k].mean()).add(lambda[k].standardError()).add(reading.gamma()[k])
                .add(reading.gammaGradient()[k]).add(reading.beta()[k]).add(reading.betaGradient()[k]).add(reading.variance()[k])
                .add(reading.squaredNorm()[k]).add(alpha[k].mean()).add(alpha[k].standardError()));
    }

    /** Arrays of one number a channel; none before the first reading. */
    void writeTo(NpzWriter arrays) throws IOException {
        Reading reading = last;
        if (reading == null) {
            return;
        }
        arrays.add(name + "/lambda", of(lambda, RunningMoments::mean));
        arrays.add(name + "/lambda_se", of(lambda, RunningMoments::standardError));
        arrays.add(name + "/lambda_m2", of(lambda, RunningMoments::squares));
        arrays.add(name + "/gamma", reading.gamma());
        arrays.add(name + "/gamma_grad", reading.gammaGradient());
        arrays.add(name + "/beta", reading.beta());
        arrays.add(name + "/beta_grad", reading.betaGradient());
        arrays.add(name + "/variance", reading.variance());
        arrays.add(name + "/weight_norm2", reading.squaredNorm());
        arrays.add(name + "/alpha", of(alpha, RunningMoments::mean));
        arrays.add(name + "/alpha_se", of(alpha, RunningMoments::standardError));
        arrays.add(name + "/alpha_m2", of(alpha, RunningMoments::squares));
        arrays.add(name + "/readings", readings);
    }

    /** All of them as channels.npz. */
    static void write(Iterable<ChannelTable> tables, OutputStream out) throws IOException {
        try (NpzWriter arrays = new NpzWriter(out)) {
            for (ChannelTable each : tables) {
                each.writeTo(arrays);
            }
        }
    }

    private static double[] of(RunningMoments[] channels, java.util.function.ToDoubleFunction<RunningMoments> quantity) {
        return Stream.of(channels).mapToDouble(quantity).toArray();
    }
}
