package bn.cli.command;

import static bn.cli.command.RateNumbers.known;
import static bn.cli.command.RateNumbers.number;

import bn.cli.console.TextTable;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.result.Csv;
import bn.experiments.result.Provenance;
import bn.theory.network.RateBalance;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@code bn rate network} found, as it is printed as JSON. NaN, which becomes null, is what is not known or not defined:
 * rates where gamma is 0, alpha and stationarity without batch statistics, effective learning rates without the run's manifest.
 */
record NetworkListing(List<LayerRow> layers, String checkpoint, String architecture, String normalization, String dataset,
        int examples, double noiseSigma, double learningRate, Provenance provenance) {

    /** A hidden layer. */
    record LayerRow(int layer, double stationarity, RateBalance balance, double balanceError, List<UnitRow> units) { }

    /** A unit of it; the effective learning rate is that of the direction of w, lr / |w|^2. */
    record UnitRow(int unit, double gamma, double lambda, double alpha, double alphaSignal, double alphaNoise,
            double effectiveLearningRate, double stationarity) { }

    static List<LayerRow> layers(List<LayerCertificate> certificates, double learningRate) {
        return certificates.stream().map(certificate -> new LayerRow(certificate.reading().layer(),
                certificate.stationarity().map(s -> s.relative()).orElse(Double.NaN), certificate.balance(),
                certificate.balance().relativeError(), units(certificate, learningRate))).toList();
    }

    private static List<UnitRow> units(LayerCertificate certificate, double learningRate) {
        List<UnitRate> rates = certificate.reading().rates().orElseThrow().units();
        boolean l2 = certificate.reading().hasL2();
        List<UnitRow> rows = new ArrayList<>();
        for (int k = 0; k < rates.size(); k++) {
            UnitRate rate = rates.get(k);
            int unit = k;
            rows.add(new UnitRow(k + 1, rate.gamma(), rate.lambda(), l2 ? rate.alpha() : Double.NaN,
                    l2 ? rate.alphaSignal() : Double.NaN, l2 ? rate.alphaNoise() : Double.NaN, learningRate / rate.squaredNorm(),
                    certificate.stationarity().map(s -> s.relative(unit)).orElse(Double.NaN)));
        }
        return rows;
    }

    String table() {
        TextTable rates = new TextTable("layer", "units", "lambda mean", "least", "largest", "alpha mean", "signal part",
                "noise part", "lr / |w|^2");
        TextTable certificates = new TextTable("layer", "|g + lambda S v| / |g|", "sum gamma^2 lambda", "sum beta dL/dbeta",
                "let through above", "error of T8");
        for (LayerRow layer : layers) {
            var lambda = layer.units().stream().mapToDouble(UnitRow::lambda).filter(x -> !Double.isNaN(x)).summaryStatistics();
            rates.row(String.valueOf(layer.layer()), String.valueOf(layer.units().size()), number(lambda.getAverage()),
                    number(lambda.getMin()), number(lambda.getMax()), number(mean(layer, UnitRow::alpha)),
                    number(mean(layer, UnitRow::alphaSignal)), number(mean(layer, UnitRow::alphaNoise)),
                    number(mean(layer, UnitRow::effectiveLearningRate)));
            RateBalance balance = layer.balance();
            certificates.row(String.valueOf(layer.layer()), number(layer.stationarity()), number(balance.netRate()),
                    number(balance.shift()), number(balance.above()), number(layer.balanceError()));
        }
        return rates + "\n" + certificates;
    }

    /** Over the units where the value is defined. */
    private static double mean(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        return layer.units().stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).average().orElse(Double.NaN);
    }

    String csv() {
        Csv csv = new Csv(List.of("layer", "unit", "gamma", "lambda", "alpha", "alphaSignal", "alphaNoise",
                "effectiveLearningRate", "stationarity"));
        layers.forEach(layer -> layer.units().forEach(unit -> csv.row(layer.layer(), unit.unit(), unit.gamma(),
                known(unit.lambda()),
                known(unit.alpha()), known(unit.alphaSignal()), known(unit.alphaNoise()), known(unit.effectiveLearningRate()),
                known(unit.stationarity()))));
        return csv.toString();
    }
}
