package bn.experiments.stream;

import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Conv;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The products of parameters and their gradients that the balance of a stream is made of. Which number belongs to which channel,
 * and the values of the parameters, are looked up once, so that each batch takes a loop over the gradients alone.
 */
final class StreamTerms {
    private final Stream stream;
    private final List<ParameterTerms> normalizations = new ArrayList<>();
    private final List<ParameterTerms> shifts = new ArrayList<>();
    private final List<ParameterTerms> linearWriters = new ArrayList<>();
    private final List<ParameterTerms> linearReaders = new ArrayList<>();
    private final Map<Layer, ParameterTerms> normalizationReaders = new LinkedHashMap<>();

    /** The terms of a stream, with the present values of the parameters; none if there is an obstacle. */
    StreamTerms(Stream stream) {
        this.stream = stream;
        if (stream.obstacle().isPresent()) {
            return;
        }
        channels(Stream.Channel::writers, Layer::units).forEach((layer, channels) -> {
            if (layer.isNormalized()) {
                Normalization norm = layer.normalization().orElseThrow();
                normalizations.add(new ParameterTerms(norm.gamma().orElseThrow(), channels));
                norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA)
                        .forEach(beta -> shifts.add(new ParameterTerms(beta, channels)));
            } else {
                linearWriters.add(new ParameterTerms(layer.linear().weights(), channels));
                layer.linear().bias().ifPresent(bias -> linearWriters.add(new ParameterTerms(bias, channels)));
            }
        });
        channels(Stream.Channel::readers, StreamTerms::inputs).forEach((layer, channels) -> {
            if (layer.hasLinear()) {
                linearReaders.add(new ParameterTerms(layer.linear().weights(), columns(layer.linear(), channels)));
            } else {
                normalizationReaders.put(layer,
                        new ParameterTerms(layer.normalization().flatMap(Normalization::gamma).orElseThrow(), channels));
            }
        });
    }

    /** For each layer that writes or reads, the channel of the stream that each of its units or inputs is; -1 for none. */
    private Map<Layer, int[]> channels(Function<Stream.Channel, List<End>> ends, Function<Layer, Integer> length) {
        Map<Layer, int[]> channels = new LinkedHashMap<>();
        for (int c = 0; c < stream.channels().size(); c++) {
            for (End end : ends.apply(stream.channels().get(c))) {
                channels.computeIfAbsent(end.layer(), layer -> {
                    int[] none = new int[length.apply(layer)];
                    Arrays.fill(none, -1);
                    return none;
                })[end.index()] = c;
            }
        }
        return channels;
    }

    /** Number of the inputs that a layer reads. */
    static int inputs(Layer layer) {
        return layer.hasLinear() ? columns(layer.linear()) * groups(layer.linear()) : layer.units();
    }

    private static int columns(Linear linear) {
        return linear.weights().value().shape().size(1);
    }

    private static int groups(Linear linear) {
        return linear instanceof Conv convolution ? convolution.geometry().groups() : 1;
    }

    /** The channels of the weights, window by window: each unit reads the inputs of its group. */
    private static int[] columns(Linear linear, int[] inputs) {
        int columns = columns(linear);
        int unitsOfGroup = linear.units() / groups(linear);
        int[] channels = new int[linear.units() * columns];
        for (int unit = 0; unit < linear.units(); unit++) {
            System.arraycopy(inputs, unit / unitsOfGroup * columns, channels, unit * columns, columns);
        }
        return channels;
    }

    /** The balance of the stream, with the largest relative error of a channel's own. */
    StreamBalance balance(StreamGradients gradients) {
        if (stream.obstacle().isPresent()) {
            return new StreamBalance(stream, Optional.empty(), 0);
        }
        int count = stream.channels().size();
        double[] scale = new double[count];
        double[] net = new double[count];
        normalizations.forEach(terms -> terms.add(gradients, net, scale));
        double[] shift = new double[count];
        shifts.forEach(terms -> terms.add(gradients, shift, scale));
        double[] written = new double[count];
        linearWriters.forEach(terms -> terms.add(gradients, written, scale));
        double[] above = new double[count];
        linearReaders.forEach(terms -> terms.add(gradients, above, scale));
        normalizationReaders.forEach((layer, terms) -> terms.add(gradients, throughput(layer, gradients), above, scale));
        double largest = 0;
        for (int c = 0; c < count; c++) {
            // Math.max keeps NaN.
            largest = Math.max(largest, balance(net[c], written[c], shift[c], above[c], scale[c]).relativeError());
        }
        RateBalance total = balance(sum(net), sum(written), sum(shift), sum(above), sum(scale));
        return new StreamBalance(stream, Optional.of(total), largest);
    }

    private static RateBalance balance(double net, double written, double shift, double above, double scale) {
        // Adding 0 turns -0 into 0.
        return new RateBalance(-net + 0.0, -written + 0.0, shift, -above + 0.0, scale);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** A normalization of the stream itself does not see its scale, but for eps: its outputs scale by eps / (variance + eps). */
    private static double[] throughput(Layer layer, StreamGradients gradients) {
        double eps = layer.normalization().flatMap(Normalization::statistics).map(BatchStatistics::eps).orElseThrow();
        return Arrays.stream(gradients.variance(layer)).map(variance -> variance + eps == 0 ? 0 : eps / (variance + eps))
                .toArray();
    }
}
