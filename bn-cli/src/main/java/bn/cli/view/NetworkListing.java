package bn.cli.view;

import static bn.cli.view.RateNumbers.known;

import bn.cli.console.Console;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.NetworkReading;
import bn.experiments.result.Csv;
import bn.experiments.result.Provenance;
import bn.theory.batch.ReluBatchEffect;
import bn.theory.network.RateBalance;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of {@code bn rate network}: CSV, and as a record the JSON. NaN, in JSON null, stands for what is not known or not
 * defined: rates where gamma is 0; alpha and stationarity without batch statistics; effective learning rates if the checkpoint is not
 * of a run; effects of batches in all layers but the last. {@code batchEffect} is null without batch statistics, or if batches of that
 * size cannot be drawn.
 */
public record NetworkListing(List<LayerRow> layers, EffectRow batchEffect, String checkpoint, String architecture,
        String normalization, String dataset, int examples, double noiseSigma, double learningRate, String command,
        Provenance provenance) {

    /** A hidden layer. */
    public record LayerRow(int layer, double stationarity, RateBalance balance, double balanceError, List<UnitRow> units) { }

    /**
     * One unit. {@code effectiveLearningRate} is lr / |w|^2, that of the direction of w; {@code batchEffect} counts only the unit's own
     * batch statistics, not their covariances with those of other units (pairs).
     */
    public record UnitRow(int unit, double gamma, double lambda, double alpha, double alphaSignal, double alphaNoise,
            double effectiveLearningRate, double stationarity, double batchEffect, double gammaDecay) { }

    /**
     * T9 for the last hidden layer: what batches of this size add to the loss, as a sum of four parts; the two-term form; and, in
     * sentences, what the numbers leave out.
     */
    public record EffectRow(int layer, int batch, double gradient, double curvature, double kinks, double pairs, double sum,
            double gammaDecay, List<String> range) { }

    /** The rows of the hidden layers; the learning rate is NaN if it is not known. */
    public static List<LayerRow> layers(NetworkReading reading, double learningRate) {
        int last = reading.layers().size();
        return reading.layers().stream().map(certificate -> new LayerRow(certificate.reading().layer(),
                certificate.stationarity().map(s -> s.relative()).orElse(Double.NaN), certificate.balance(),
                certificate.balance().relativeError(), units(certificate, learningRate,
                        reading.batchEffect().filter(effect -> certificate.reading().layer() == last)))).toList();
    }

    private static List<UnitRow> units(LayerCertificate certificate, double learningRate, Optional<ReluBatchEffect> effect) {
        List<UnitRate> rates = certificate.reading().rates().orElseThrow().units();
        boolean l2 = certificate.reading().hasL2();
        List<UnitRow> rows = new ArrayList<>();
        for (int k = 0; k < rates.size(); k++) {
            UnitRate rate = rates.get(k);
            int unit = k;
            rows.add(new UnitRow(k + 1, rate.gamma(), rate.lambda(), l2 ? rate.alpha() : Double.NaN,
                    l2 ? rate.alphaSignal() : Double.NaN, l2 ? rate.alphaNoise() : Double.NaN, learningRate / rate.squaredNorm(),
                    certificate.stationarity().map(s -> s.relative(unit)).orElse(Double.NaN),
                    effect.map(e -> e.channel(unit)).orElse(Double.NaN),
                    effect.map(e -> e.channelGammaDecay(unit)).orElse(Double.NaN)));
        }
        return rows;
    }

    /** The effect of batches of a size; null if it was not computed. */
    public static EffectRow effect(NetworkReading reading, int batch) {
        return reading.batchEffect().map(effect -> new EffectRow(reading.layers().size(), batch, effect.gradient(),
                effect.curvature(), effect.kinks(), effect.pairs(), effect.gap(), effect.gammaDecay(), NetworkTables.range()))
                .orElse(null);
    }

    /** A row for each unit. */
    public String csv() {
        Csv csv = new Csv(List.of("layer", "unit", "gamma", "lambda", "alpha", "alphaSignal", "alphaNoise",
                "effectiveLearningRate", "stationarity", "batchEffect", "gammaDecay"));
        layers.forEach(layer -> layer.units().forEach(unit -> csv.row(layer.layer(), unit.unit(), unit.gamma(),
                known(unit.lambda()), known(unit.alpha()), known(unit.alphaSignal()), known(unit.alphaNoise()),
                known(unit.effectiveLearningRate()), known(unit.stationarity()), known(unit.batchEffect()),
                known(unit.gammaDecay()))));
        return csv.toString();
    }

    /** Prints the tables, what the numbers leave out, and what was read. */
    public void print(Console console) {
        NetworkTables.of(this).forEach(table -> console.print(table.text()));
        if (batchEffect != null) {
            batchEffect.range().forEach(console::print);
        }
        console.print(String.format(Locale.ROOT, "%s of %s on %s: %d examples as one batch; noise sigma %s, lr %s", architecture, checkpoint,
                dataset, examples, noiseSigma, Double.isNaN(learningRate) ? "unknown" : String.valueOf(learningRate)));
    }
}
