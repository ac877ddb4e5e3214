package bn.experiments.study.conv;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Evidence;
import bn.experiments.study.Results;
import bn.experiments.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The errors by layer of the deepest network, and those of each network, dtype and backend. */
final class ConvFigures {
    private static final Map<String, String> THEOREMS = Map.of("constraint", "T1", "gradient", "T2", "rate", "T3");

    private final Evidence evidence;
    private final Results results;

    ConvFigures(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
    }

    /** In reading order. */
    List<Block> blocks() {
        return List.of(Figure.of(byLayer()), table());
    }

    private XyChart byLayer() {
        List<String> layers = results.levels("layer");
        String deepest = results.where("layer", layers.get(layers.size() - 1)).levels("network").get(0);
        List<Series> series = new ArrayList<>();
        List<ReferenceLine> lines = new ArrayList<>();
        for (String dtype : results.levels("dtype")) {
            Results those = results.where("network", deepest).where("dtype", dtype);
            lines.add(ReferenceLine.horizontal(evidence.criteria().get("gradient-" + dtype).value(), "criterion, " + dtype));
            for (String quantity : ConvReport.QUANTITIES.subList(0, THEOREMS.size())) {
                double[] depths = those.levels("layer").stream().mapToDouble(Double::parseDouble).toArray();
                double[] errors = those.levels("layer").stream()
                        .mapToDouble(layer -> those.where("layer", layer).largest(quantity).largest()).toArray();
                series.add(Series.of(THEOREMS.get(quantity) + ", " + dtype, Series.Style.LINE_AND_MARKERS, depths, errors));
            }
        }
        return new XyChart("Largest relative error in each layer of " + deepest + ", of all steps, channels, seeds and backends",
                Axis.linear("layer, 1 for the one next to the images"), Axis.log("relative error"), series, lines);
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String network : results.quantity("balance").levels("network")) {
            for (String dtype : results.levels("dtype")) {
                for (String backend : results.levels(Trial.BACKEND)) {
                    Results at = results.where("network", network).where("dtype", dtype).where(Trial.BACKEND, backend);
                    if (at.quantity("balance").isEmpty()) {
                        continue;
                    }
                    List<Cell> row = new ArrayList<>(List.of(Cell.text(network), Cell.text(dtype), Cell.text(backend)));
                    ConvReport.QUANTITIES.forEach(each -> row.add(Cell.number(at.largest(each).largest())));
                    row.add(Cell.number(at.quantity("balance").observations().size()));
                    row.add(Cell.number(at.mean("steps").estimate().mean()));
                    row.add(Cell.number(at.mean("streams").estimate().mean()));
                    rows.add(row);
                }
            }
        }
        return new Table("Largest relative errors of all steps, layers, channels and seeds",
                List.of("network", "dtype", "backend",
                        "T1", "T2", "T3", "T13", "seeds", "steps of each", "streams"),
                rows);
    }
}
