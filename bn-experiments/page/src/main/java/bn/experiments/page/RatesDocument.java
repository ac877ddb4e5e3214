package bn.experiments.page;

import bn.experiments.advice.Advice;
import bn.experiments.page.NetworkRates.EffectRow;
import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.StreamRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.result.Provenance;
import bn.theory.network.RateBalance;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The rates of a network as they become JSON: each quantity of a layer is an array with a number for each channel. What the names
 * mean says {@link NetworkRates}; NaN becomes null.
 *
 * @param loss mean loss of the examples, in inference mode
 * @param accuracy fraction of the examples whose class is found, in inference mode; NaN for regression
 * @param layers the layers with a normalization, from the first
 * @param streams the channels that scale together
 * @param batchEffect T9 for the last hidden layer; null if it was not measured
 * @param answers what the rates mean
 * @param advice what weight decay does in the network
 */
public record RatesDocument(double loss, double accuracy, List<LayerColumns> layers, List<StreamColumns> streams,
        EffectRow batchEffect, String checkpoint, String architecture, String normalization, String dataset, long examples,
        int batches, double noiseSigma, double learningRate, String command, Provenance provenance,
        List<QuestionAnswer> answers, Advice advice) {

    /**
     * A layer. Arrays have a number for each channel.
     *
     * @param channelStationarity |g + lambda S v| / |g| of each channel alone
     * @param stationarity the same of the whole layer
     * @param balanceError the relative error of T8 if the layer is a stream of its own, else NaN
     * @param netRate sum of gamma^2 lambda over all channels
     * @param netRateStandardError its standard error over the batches
     */
    public record LayerColumns(int layer, String name, int channels, double[] gamma, double[] lambda, double[] alpha,
            double[] alphaSignal, double[] alphaNoise, double[] gammaGradient, double[] betaGradient,
            double[] lambdaStandardError, double[] effectiveLearningRate, double[] channelStationarity, double[] batchEffect,
            double[] gammaDecay, double stationarity, double balanceError, double netRate, double netRateStandardError) {

        private static LayerColumns of(LayerRow row) {
            return new LayerColumns(row.layer(), row.name(), row.units().size(), column(row, UnitRow::gamma),
                    column(row, UnitRow::lambda), column(row, UnitRow::alpha), column(row, UnitRow::alphaSignal),
                    column(row, UnitRow::alphaNoise), column(row, UnitRow::gammaGradient), column(row, UnitRow::betaGradient),
                    column(row, UnitRow::lambdaStandardError), column(row, UnitRow::effectiveLearningRate),
                    column(row, UnitRow::stationarity), column(row, UnitRow::batchEffect), column(row, UnitRow::gammaDecay),
                    row.stationarity(), row.balanceError(), row.netRate(), row.netRateStandardError());
        }

        private static double[] column(LayerRow row, ToDoubleFunction<UnitRow> value) {
            return row.units().stream().mapToDouble(value).toArray();
        }
    }

    /**
     * A stream. T13: sumGamma2Lambda + writtenWithoutNormalization - sumBetaGradient = -consumersWeightGradient.
     *
     * @param writers names of the layers that write it
     * @param consumers names of the layers that read it
     * @param channels number of its channels
     * @param sumGamma2Lambda sum over writers and channels of gamma^2 lambda
     * @param sumBetaGradient sum over writers and channels of beta dL/dbeta
     * @param writtenWithoutNormalization -(&lt;W, dL/dW&gt; + b.dL/db) of the linear maps without a normalization that write it
     * @param consumersWeightGradient sum over the consumers of &lt;W, dL/dW&gt;, or of what the eps of their normalization lets
     *     through
     * @param error the difference of both sides, relative to the sizes of the terms
     * @param channelError the largest such error of a single channel
     * @param obstacle why T13 says nothing about it; null if it does, otherwise the numbers are NaN
     */
    public record StreamColumns(List<String> writers, List<String> consumers, int channels, double sumGamma2Lambda,
            double sumBetaGradient, double writtenWithoutNormalization, double consumersWeightGradient, double error,
            double channelError, String obstacle) {

        private static StreamColumns of(StreamRow row) {
            Optional<RateBalance> sums = Optional.ofNullable(row.balance());
            return new StreamColumns(row.writers(), row.readers(), row.channels(),
                    sums.map(RateBalance::netRate).orElse(Double.NaN), sums.map(RateBalance::shift).orElse(Double.NaN),
                    sums.map(RateBalance::written).orElse(Double.NaN),
                    // Adding 0 turns -0 into 0.
                    sums.map(balance -> -balance.above() + 0.0).orElse(Double.NaN), row.error(), row.channelError(),
                    row.obstacle());
        }
    }

    /** The document of these rates. */
    public static RatesDocument of(NetworkRates rates) {
        return new RatesDocument(rates.evaluation().loss(), rates.evaluation().accuracy(),
                rates.layers().stream().map(LayerColumns::of).toList(), rates.streams().stream().map(StreamColumns::of).toList(),
                rates.batchEffect(), rates.checkpoint(), rates.architecture(), rates.normalization(), rates.dataset(),
                rates.examples(), rates.batches(), rates.noiseSigma(), rates.learningRate(), rates.command(),
                rates.provenance(), NetworkAnswers.of(rates), rates.advice());
    }
}
