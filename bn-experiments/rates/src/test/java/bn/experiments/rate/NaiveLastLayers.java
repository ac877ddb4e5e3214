package bn.experiments.rate;

import bn.api.kernel.Loss;
import bn.api.norm.Parameter;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The last normalized layer of a network and what follows it, by plain loops over all examples, as an oracle: all
 * layers below have the statistics of all examples. Finite batches are drawn without replacement.
 */
final class NaiveLastLayers {
    private static final double STEP = 1e-6;
    private final Loss loss;
    private final int count;
    private final int units;
    private final int outputs;
    private final double[] gamma;
    private final double[] beta;
    private final double[] weights;
    private final double[] bias;
    private final double eps;
    /**
     * Inputs of the normalization, N x K; then x, the same at variance 1, with the eps of each channel relative to its variance.
     */
    private final double[] preActivations;
    private final double[] x;
    private final double[] relativeEps;
    private final double[][] targets;
    private final double[] slope;
    private final double[] slopeX;
    private final double[] population;

    /** Mean and standard error of a loss with the statistics of batches minus that with those of all. */
    record Estimate(double mean, double error) {}

    NaiveLastLayers(Network network, Examples examples, Loss loss) {
        this.loss = loss;
        count = examples.count();
        List<Layer> layers = network.layers();
        double[] in = new double[count * examples.features()];
        targets = new double[count][examples.targets()];
        for (int i = 0; i < count; i++) {
            examples.copyFeatures(i, in, i * examples.features());
            examples.copyTargets(i, targets[i], 0);
        }
        for (int l = 0; l < layers.size() - 2; l++) {
            Layer layer = layers.get(l);
            in = normalized(product(in, layer), all(count), all(layer.linear().units(), eps(layer)));
            for (int i = 0; i < in.length; i++) {
                int k = i % layer.linear().units();
                in[i] = Math.max(0, value(layer, Parameter.Role.GAMMA)[k] * in[i] + value(layer, Parameter.Role.BETA)[k]);
            }
        }
        Layer last = layers.get(layers.size() - 2);
        Layer top = layers.get(layers.size() - 1);
        units = last.linear().units();
        outputs = top.linear().units();
        eps = eps(last);
        preActivations = product(in, last);
        x = normalized(preActivations, all(count), new double[units]);
        relativeEps = new double[units];
        for (int k = 0; k < units; k++) {
            double scale = (x[k] - x[units + k]) / (preActivations[k] - preActivations[units + k]);
            relativeEps[k] = eps * scale * scale;
        }
        gamma = value(last, Parameter.Role.GAMMA);
        beta = value(last, Parameter.Role.BETA);
        weights = top.linear().weights().value().toDoubles();
        bias = top.linear().bias().orElseThrow().value().toDoubles();
        population = new double[count];
        slope = new double[units];
        slopeX = new double[units];
        prepare();
    }

    /** Losses under population statistics, and derivatives of the mean loss with respect to shift and log scale of a channel. */
    private void prepare() {
        double[] normalized = normalized(x, all(count), relativeEps);
        for (int i = 0; i < count; i++) {
            double[] row = Arrays.copyOfRange(normalized, i * units, (i + 1) * units);
            population[i] = lossAt(i, row);
            for (int k = 0; k < units; k++) {
                double kept = row[k];
                row[k] = kept + STEP;
                double derivative = (lossAt(i, row) - population[i]) / STEP;
                row[k] = kept;
                slope[k] += derivative / count / Math.sqrt(1 + relativeEps[k]);
                slopeX[k] += derivative * kept / count / (1 + relativeEps[k]);
            }
        }
    }

    double[] preActivations() {
        return preActivations;
    }

    double eps() {
        return eps;
    }

    double[] gamma() {
        return gamma;
    }

    double[] beta() {
        return beta;
    }

    /**
     * First and second derivatives with respect to the layer's outputs h, the Hessian of the loss by the network's outputs
     * written out.
     */
    void derivatives(int example, double[] h, double[] gradient, double[] hessian) {
        double[] z = outputs(h);
        double[] first = new double[outputs];
        double[][] second = new double[outputs][outputs];
        double sum = 0;
        for (double value : z) {
            sum += Math.exp(value);
        }
        for (int c = 0; c < outputs; c++) {
            double p = Math.exp(z[c]) / sum;
            first[c] = (loss == Loss.SQUARED ? z[c] : p) - targets[example][c];
            for (int d = 0; d < outputs; d++) {
                second[c][d] = (c == d ? loss == Loss.SQUARED ? 1 : p : 0)
                        - (loss == Loss.SQUARED ? 0 : p * Math.exp(z[d]) / sum);
            }
        }
        for (int k = 0; k < units; k++) {
            gradient[k] = 0;
            for (int c = 0; c < outputs; c++) {
                gradient[k] += h[k] > 0 ? first[c] * weights[c * units + k] : 0;
            }
            for (int j = 0; j < units; j++) {
                double entry = 0;
                for (int c = 0; c < outputs; c++) {
                    for (int d = 0; d < outputs; d++) {
                        entry += weights[c * units + k] * second[c][d] * weights[d * units + j];
                    }
                }
                hessian[k * units + j] = h[k] > 0 && h[j] > 0 ? entry : 0;
            }
        }
    }

    private double[] outputs(double[] h) {
        double[] z = bias.clone();
        for (int c = 0; c < outputs; c++) {
            for (int k = 0; k < units; k++) {
                z[c] += weights[c * units + k] * Math.max(0, h[k]);
            }
        }
        return z;
    }

    private double lossAt(int example, double[] normalized) {
        double[] h = new double[units];
        for (int k = 0; k < units; k++) {
            h[k] = gamma[k] * normalized[k] + beta[k];
        }
        double[] z = outputs(h);
        double sum = 0;
        double exps = 0;
        for (int c = 0; c < outputs; c++) {
            double error = z[c] - targets[example][c];
            sum += loss == Loss.SQUARED ? 0.5 * error * error : -targets[example][c] * z[c];
            exps += Math.exp(z[c]);
        }
        return loss == Loss.SQUARED ? sum : sum + Math.log(exps);
    }

    /** Draws batches. The part that is linear in a batch's means and mean squares has expectation 0 and is subtracted. */
    Estimate estimate(int batch, int batches, long seed) {
        Random random = new Random(seed);
        int[] deck = all(count);
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < batches; b++) {
            for (int i = 0; i < batch; i++) {
                int other = i + random.nextInt(count - i);
                int kept = deck[i];
                deck[i] = deck[other];
                deck[other] = kept;
            }
            double difference = difference(Arrays.copyOf(deck, batch));
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / batches;
        return new Estimate(mean, Math.sqrt((squares / batches - mean * mean) / batches));
    }

    private double difference(int[] drawn) {
        double[] z = normalized(x, drawn, relativeEps);
        double sum = 0;
        for (int i = 0; i < drawn.length; i++) {
            sum += lossAt(drawn[i], Arrays.copyOfRange(z, i * units, (i + 1) * units)) - population[drawn[i]];
            for (int k = 0; k < units; k++) {
                double value = x[drawn[i] * units + k];
                sum += slope[k] * value + 0.5 * slopeX[k] * (value * value - 1);
            }
        }
        return sum / drawn.length;
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static double[] all(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private static double eps(Layer layer) {
        return layer.normalization().orElseThrow().statistics().orElseThrow().eps();
    }

    private static double[] value(Layer layer, Parameter.Role role) {
        return layer.normalization().orElseThrow().parameters().stream().filter(p -> p.role() == role).findFirst().orElseThrow()
                .value().toDoubles();
    }

    private static double[] product(double[] in, Layer layer) {
        int inputs = layer.linear().fanIn();
        int outputs = layer.linear().units();
        double[] w = layer.linear().weights().value().toDoubles();
        double[] z = new double[in.length / inputs * outputs];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < inputs; j++) {
                z[i] += in[i / outputs * inputs + j] * w[i % outputs * inputs + j];
            }
        }
        return z;
    }

    /** The chosen rows, each channel less its mean and divided by the root of its biased variance plus eps. */
    private static double[] normalized(double[] rows, int[] chosen, double[] eps) {
        int channels = eps.length;
        double[] z = new double[chosen.length * channels];
        for (int k = 0; k < channels; k++) {
            double mean = 0;
            double variance = 0;
            for (int i : chosen) {
                mean += rows[i * channels + k] / chosen.length;
            }
            for (int i : chosen) {
                double apart = rows[i * channels + k] - mean;
                variance += apart * apart / chosen.length;
            }
            for (int i = 0; i < chosen.length; i++) {
                z[i * channels + k] = (rows[chosen[i] * channels + k] - mean) / Math.sqrt(variance + eps[k]);
            }
        }
        return z;
    }
}
