package bn.experiments.page;

import static bn.experiments.result.Csv.finite;

import bn.experiments.advice.Advice;
import bn.experiments.advice.MeasuredNetwork;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.result.Csv;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.StreamBalance;
import bn.experiments.train.Evaluation;
import bn.theory.batch.ReluBatchEffect;
import bn.theory.network.RateBalance;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rates of a trained network with all that they depend on. NaN, which becomes null in JSON, stands for what is not known or not defined: rates where gamma is 0, alpha and stationarity without batch statistics, effective learning rates
 * without a learning rate, the effect of batches in all layers but the last.
 *
 * @param layers the layers with a normalization, from the first
 * @param streams the channels that scale together, with the balance of their rates (T13)
 * @param batchEffect T9 for the last hidden layer; null if it was not measured
 * @param evaluation loss and accuracy on the examples, in inference mode
 * @param chance accuracy of always choosing the most frequent class of the examples, or, if not every output has examples, of
 *     choosing an output at random; NaN for regression
 * @param nodes names of the nodes of the network, inputs first
 * @param checkpoint the file that the network was read from
 * @param architecture as {@code --arch} takes it
 * @param perceptron whether it is a multilayer perceptron, whose streams are its hidden layers
 * @param normalization name of its normalization
 * @param dataset name of the data set
 * @param examples how many examples it was measured on
 * @param batches into how many batches they were divided, each with statistics of its own; 1 if all are one batch
 * @param noiseSigma standard deviation of the noise on the inputs
 * @param learningRate of its training; NaN if it is not known
 * @param command the command line that measures again
 * @param provenance what computed the numbers
 * @param advice what weight decay does in the network
 */
public record NetworkRates(List<LayerRow> layers, List<StreamRow> streams, EffectRow batchEffect,
        Evaluation evaluation, double chance, List<String> nodes, String checkpoint,
        String architecture, boolean perceptron, String normalization, String dataset, long examples, int batches,
        double noiseSigma,
        double learningRate, String command,
        Provenance provenance, Advice advice) {
    /** A unit is dead if the absolute value of its gamma is below this, as in {@code bn inspect}. */
    public static final double DEAD = UnitRate.DEAD;

    /**
     * A layer with a normalization.
     *
     * @param layer its number among these, from 1
     * @param name of its node
     * @param stationarity |g + lambda S v| / |g| over all units (T8)
     * @param balance the sums of T8; null if its units are no stream of their own, or the stream has no balance
     * @param balanceError the difference of both sides of T8, relative to the sizes of its terms; NaN without a balance
     * @param units its units
     * @param netRate sum of gamma^2 lambda over all units, in units of the loss
     * @param netRateStandardError its standard error over the batches; NaN if all examples are one batch
     */
    public record LayerRow(int layer, String name, double stationarity, RateBalance balance, double balanceError,
            List<UnitRow> units, double netRate, double netRateStandardError) {

        /** What it is called in tables: its number in a multilayer perceptron, otherwise its name. */
        Object label(NetworkRates network) {
            return network.perceptron() ? (Object) layer : name;
        }

        /** The units that are not dead. */
        List<UnitRow> alive() {
            return units.stream().filter(unit -> !unit.isDead()).toList();
        }
    }

    /**
     * A stream.
     *
     * @param writers names of the layers that write it
     * @param readers names of the layers that read it
     * @param channels number of its channels
     * @param balance the sums of T13 over all channels; null if there is an obstacle
     * @param error the difference of both sides, relative to the sizes of the terms; NaN if there is an obstacle
     * @param channelError the largest such error of a single channel; NaN if there is an obstacle
     * @param obstacle why T13 says nothing about it; null if it does
     */
    public record StreamRow(List<String> writers, List<String> readers, int channels, RateBalance balance, double error,
            double channelError, String obstacle) {}

    /**
     * One unit.
     *
     * @param unit its number in the layer, from 1
     * @param gamma scale of the normalization
     * @param lambda rate of the penalty (lambda/2) v.Sv (T3)
     * @param alpha equivalent L2 rate
     * @param alphaSignal part of alpha by the variance of the clean examples (T6)
     * @param alphaNoise part of alpha by the noise on the inputs
     * @param effectiveLearningRate learning rate of the direction of w, lr / |w|^2 (T10)
     * @param stationarity |g + lambda S v| / |g| of this unit
     * @param batchEffect what batches add to the loss by this unit's own batch statistics, without their covariances with those
     *     of other units
     * @param gammaDecay the same by the two-term form (Luo et al. 2019)
     * @param gammaGradient derivative of the mean loss with respect to gamma
     * @param betaGradient derivative of the mean loss with respect to beta, the shift; 0 if there is none
     * @param lambdaStandardError of the mean of lambda over the batches; NaN if all examples are one batch
     */
    public record UnitRow(int unit, double gamma, double lambda, double alpha, double alphaSignal, double alphaNoise,
            double effectiveLearningRate, double stationarity, double batchEffect, double gammaDecay,
            double gammaGradient, double betaGradient, double lambdaStandardError) {

        /** Whether gamma is so near 0 that lambda = -(dL/dgamma) / gamma, and alpha with it, is a division by almost 0. */
        boolean isDead() {
            return Math.abs(gamma) < DEAD;
        }
    }

    /**
     * T9 for the last hidden layer: what batches add to the expected loss, to first order in 1 / batch.
     *
     * @param layer number of the layer
     * @param batch size of the batches
     * @param gradient part from the first derivatives of the loss
     * @param curvature part from the second derivatives
     * @param kinks part from the kinks of ReLU
     * @param pairs part from the covariances of the statistics of two units
     * @param sum all parts together
     * @param gammaDecay the two-term form (Luo et al. 2019)
     * @param range what the numbers leave out, in sentences
     */
    public record EffectRow(int layer, int batch, double gradient, double curvature, double kinks, double pairs, double sum,
            double gammaDecay, List<String> range) {}

    /**
     * The rates that were measured on examples.
     *
     * @param evaluation of the network on them, in inference mode
     * @param batch size of the batches that T9 was measured for; unused if it was not
     * @param batches the batches that the examples were divided into, or 1
     * @param learningRate of the network's training; NaN if it is not known
     * @param command the command line that measures again
     * @param provenance what computed the measurement
     */
    public static NetworkRates of(NetworkMeasurement measurement, Evaluation evaluation, Checkpoint checkpoint, RatedData data,
            int batch, int batches,
            double noiseSigma,
            double learningRate, String command, Provenance provenance) {
        return new NetworkRates(layers(measurement, learningRate),
                measurement.streams().stream().map(NetworkRates::stream).toList(),
                effect(measurement, batch), evaluation, data.chance(),
                checkpoint.architecture().nodes().stream().map(NodeSpec::name).toList(), checkpoint.file().toString(),
                checkpoint.architecture().toString(),
                !checkpoint.architecture().widths().isEmpty(), checkpoint.normalization(), data.name(),
                data.examples(), batches,
                noiseSigma, learningRate, command, provenance,
                Advice.of(MeasuredNetwork.of(measurement, checkpoint.architecture(), readings(data.examples(), batches)),
                        RunSettings.of(checkpoint)));
    }

    private static String readings(long examples, int batches) {
        return batches == 1 ? examples + " examples as one batch" : batches + " batches";
    }

    /** Whether its layers have certificates: those of a multilayer perceptron, with all examples as one batch. */
    boolean certified() {
        return perceptron && batches == 1;
    }

    private static List<LayerRow> layers(NetworkMeasurement measurement, double learningRate) {
        int last = measurement.layers().size();
        return measurement.layers().stream().map(certificate -> {
            LayerMeasurement layer = certificate.measurement();
            Optional<RateBalance> balance = own(measurement, layer.name()).flatMap(StreamBalance::balance);
            return new LayerRow(layer.layer(), layer.name(),
                    certificate.stationarity().map(s -> s.relativeResidual()).orElse(Double.NaN), balance.orElse(null),
                    balance.map(RateBalance::relativeError).orElse(Double.NaN), units(certificate, learningRate,
                            measurement.batchEffect().filter(effect -> layer.layer() == last)),
                    layer.netRate().mean(), layer.netRate().standardError());
        }).toList();
    }

    /** The stream that is all units of a layer, and nothing else. */
    private static Optional<StreamBalance> own(NetworkMeasurement measurement, String layer) {
        List<StreamBalance> written = measurement.streams().stream().filter(s -> s.stream().writers().contains(layer)).toList();
        return written.size() == 1 && written.get(0).stream().writers().size() == 1 ? Optional.of(written.get(0))
                : Optional.empty();
    }

    private static StreamRow stream(StreamBalance measured) {
        return new StreamRow(measured.stream().writers(), measured.stream().readers(), measured.stream().channels().size(),
                measured.balance().orElse(null), measured.balance().map(RateBalance::relativeError).orElse(Double.NaN),
                measured.balance().isEmpty() ? Double.NaN : measured.channelError(), measured.stream().obstacle().orElse(null));
    }

    private static List<UnitRow> units(LayerCertificate certificate, double learningRate, Optional<ReluBatchEffect> effect) {
        List<UnitRate> rates = certificate.measurement().rates().orElseThrow().units();
        boolean l2 = certificate.measurement().hasL2();
        List<UnitRow> rows = new ArrayList<>();
        for (int k = 0; k < rates.size(); k++) {
            UnitRate rate = rates.get(k);
            int unit = k;
            rows.add(new UnitRow(k + 1, rate.gamma(), rate.lambda(), l2 ? rate.alpha() : Double.NaN,
                    l2 ? rate.alphaSignal() : Double.NaN, l2 ? rate.alphaNoise() : Double.NaN, learningRate / rate.squaredNorm(),
                    certificate.stationarity().map(s -> s.relativeResidual(unit)).orElse(Double.NaN),
                    effect.map(e -> e.channel(unit)).orElse(Double.NaN),
                    effect.map(e -> e.channelGammaDecay(unit)).orElse(Double.NaN), rate.gammaGradient(),
                    certificate.measurement().betaGradient()[unit],
                    certificate.measurement().spread().map(s -> s.standardError()[unit]).orElse(Double.NaN)));
        }
        return rows;
    }

    private static EffectRow effect(NetworkMeasurement measurement, int batch) {
        return measurement.batchEffect().map(effect -> new EffectRow(measurement.layers().size(), batch, effect.gradient(),
                effect.curvature(), effect.kinks(), effect.pairs(), effect.gap(), effect.gammaDecay(), NetworkTables.range()))
                .orElse(null);
    }

    /** A line of CSV for each unit; cells of numbers that are not known or not defined are empty. */
    public String csv() {
        Csv csv = new Csv(List.of("layer", "unit", "gamma", "lambda", "alpha", "alphaSignal", "alphaNoise",
                "effectiveLearningRate", "stationarity", "batchEffect", "gammaDecay", "lambdaStandardError", "name",
                "gammaGradient", "betaGradient"));
        layers.forEach(layer -> layer.units().forEach(unit -> csv.row(layer.layer(), unit.unit(), unit.gamma(),
                finite(unit.lambda()), finite(unit.alpha()), finite(unit.alphaSignal()), finite(unit.alphaNoise()),
                finite(unit.effectiveLearningRate()), finite(unit.stationarity()), finite(unit.batchEffect()),
                finite(unit.gammaDecay()), finite(unit.lambdaStandardError()), layer.name(),
                finite(unit.gammaGradient()), finite(unit.betaGradient()))));
        return csv.toString();
    }
}
