package bn.cli.view;

import bn.cli.console.TextTable;
import bn.experiments.result.Csv;
import bn.theory.linear.DirectionalShrinkage;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.SignalAndNoise;
import java.util.List;
import java.util.stream.IntStream;

/** The results of {@code bn rate linear --spectrum}: what batch norm does along each direction of the inputs, for each target (T6). */
public record LinearSpectrum(List<String> targets, List<List<DirectionalShrinkage>> directions) {
    private static final int SHOWN = 10;

    /** The directions of all targets. */
    public static LinearSpectrum of(LinearRegression regression, List<String> targets, double gamma, double noiseSigma) {
        SignalAndNoise inputs = regression.withNoise(noiseSigma);
        return new LinearSpectrum(targets, IntStream.range(0, targets.size())
                .mapToObj(k -> regression.directions(k, regression.solve(k, gamma, inputs), inputs)).toList());
    }

    /** The directions with the largest fraction of signal; without noise, those of the largest variance. */
    public String table(String targetHeader) {
        TextTable table = new TextTable(targetHeader, "direction", "signal", "noise", "covariance", "shrinkage", "ridge",
                "signal part", "noise part");
        int left = 0;
        for (int k = 0; k < targets.size(); k++) {
            List<DirectionalShrinkage> all = directions.get(k);
            for (int j = 0; j < Math.min(SHOWN, all.size()); j++) {
                DirectionalShrinkage one = all.get(j);
                table.row(targets.get(k), String.valueOf(j + 1), RateNumbers.significant(one.signal()),
                        RateNumbers.significant(one.noise()), RateNumbers.significant(one.covariance()),
                        RateNumbers.significant(one.shrinkage()), RateNumbers.significant(one.ridge()),
                        RateNumbers.significant(one.ridgeSignal()), RateNumbers.significant(one.ridgeNoise()));
            }
            left = Math.max(0, all.size() - SHOWN);
        }
        return table + (left > 0 ? left + " more directions of each in spectrum.csv (--out DIR) and with --format json\n" : "");
    }

    /** A row for each direction of each target. */
    public String csv() {
        Csv csv = new Csv(List.of("target", "direction", "signal", "noise", "covariance", "shrinkage", "ridge", "ridgeSignal",
                "ridgeNoise"));
        for (int k = 0; k < targets.size(); k++) {
            for (int j = 0; j < directions.get(k).size(); j++) {
                DirectionalShrinkage one = directions.get(k).get(j);
                csv.row(targets.get(k), j + 1, one.signal(), one.noise(), one.covariance(), one.shrinkage(), one.ridge(),
                        one.ridgeSignal(), one.ridgeNoise());
            }
        }
        return csv.toString();
    }
}
