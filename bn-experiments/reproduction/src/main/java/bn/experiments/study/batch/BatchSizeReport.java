package bn.experiments.study.batch;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** What the drawn batches say. */
final class BatchSizeReport {
    private static final String SOFTMAX = LinearLoss.SOFTMAX.label();

    private final Results results;
    private final Evidence evidence;
    private final Protocol protocol;

    private BatchSizeReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
        protocol = evidence.protocol();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new BatchSizeReport(evidence).findings();
    }

    private Findings findings() {
        List<Claim> claims = new ArrayList<>();
        List<String> measured = BatchSizeExperiment.kinds().stream().filter(this::measured).toList();
        BatchSizeExperiment.kinds().forEach(kind -> claims.add(largest("full-" + kind, kind, "ratio")));
        claims.add(order("order-small", 8, 32));
        claims.add(order("order-large", 32, 128));
        BatchSizeExperiment.kinds().forEach(kind -> claims.add(largest("two-term-" + kind, kind, "two-term ratio")));
        List<Block> blocks = new ArrayList<>();
        if (measured.contains(SOFTMAX)) {
            blocks.add(Figure.of(gaps()));
        }
        blocks.add(Figure.of(ratios("MeanGap / full first order", "ratio", measured)));
        blocks.add(Figure.of(ratios("MeanGap / two terms (gamma decay)", "two-term ratio", measured)));
        blocks.add(table(measured));
        return new Findings(BatchSizeText.protocol(protocol), claims, blocks, measured.stream().map(this::meaning).toList());
    }

    private boolean measured(String kind) {
        return results.where("loss", kind).each("channels").smallest() > 0;
    }

    private Results at(String kind, int size) {
        return results.where("loss", kind).where("batch", size);
    }

    private Claim largest(String key, String kind, String ratio) {
        return measured(kind) ? evidence.judge(key, distance(at(kind, BatchSizeExperiment.LARGEST).each(ratio).estimate()))
                : evidence.notApplicable(key, "a channel is constant over the examples of a seed");
    }

    /** How far a ratio is from 1: that of its mean, of the nearest and of the farthest point of its interval. */
    static Estimate distance(Estimate ratio) {
        double low = Math.abs(ratio.low() - 1);
        double high = Math.abs(ratio.high() - 1);
        boolean around = ratio.low() <= 1 && ratio.high() >= 1;
        return new Estimate(Math.abs(ratio.mean() - 1), around ? 0 : Math.min(low, high), Math.max(low, high), ratio.count());
    }

    private Claim order(String key, int small, int large) {
        int features = protocol.data().features() / (protocol.data().poolable() ? 4 : 1);
        if (!measured(SOFTMAX) || BatchSizeExperiment.examples(protocol) < 2 * features) {
            return evidence.notApplicable(key, "with fewer than two examples a feature the outputs nearly interpolate the "
                    + "classes, and "
                    + "small batches of almost no variance are not rare, as T9 needs them to be");
        }
        Sample few = at(SOFTMAX, small).each("ratio").map(ratio -> Math.log(Math.abs(ratio - 1)));
        Sample more = at(SOFTMAX, large).each("ratio").map(ratio -> Math.log(Math.abs(ratio - 1)));
        return evidence.judge(key, few.minus(more).map(log -> log / Math.log((double) large / small)).estimate());
    }

    private XyChart gaps() {
        Results softmax = results.where("loss", SOFTMAX);
        return new XyChart("Softmax: what batch statistics add to the loss of an example", Axis.log("batch size M"),
                Axis.log("loss with batch statistics − with population statistics, nats"), List.of(
                        softmax.series("full first order", Series.Style.LINE, "batch", "predicted gap").inGroup("full"),
                        softmax.series("measured", Series.Style.MARKERS, "batch", "gap").inGroup("full"),
                        softmax.series("two terms", Series.Style.LINE, "batch", "two-term gap")), List.of());
    }

    private XyChart ratios(String title, String quantity, List<String> kinds) {
        return new XyChart(title + ", by batch size", Axis.log("batch size M"), Axis.linear("measured / predicted"),
                kinds.stream().map(kind -> results.where("loss", kind)
                        .series(kind, Series.Style.LINE_AND_MARKERS, "batch", quantity)).toList(),
                List.of(ReferenceLine.horizontal(1, "as predicted")));
    }

    private double mean(String kind, String quantity) {
        return results.where("loss", kind).each(quantity).estimate().mean();
    }

    private Table table(List<String> kinds) {
        List<List<Cell>> rows = kinds.stream().map(kind -> {
            Estimate most = at(kind, BatchSizeExperiment.LARGEST).each("measured").estimate();
            return List.of(Cell.text(kind), Cell.number(mean(kind, "lambda")), Cell.number(most.mean()), Cell.number(most.low()),
                    Cell.number(most.high()), Cell.number(mean(kind, "full")), Cell.number(mean(kind, "without kinks")),
                    Cell.number(mean(kind, "own")), Cell.number(mean(kind, "two terms")));
        }).toList();
        return new Table("M times what batch statistics add to the loss: measured at M = " + BatchSizeExperiment.LARGEST
                + " with the interval over seeds, and predictions; means over seeds", List.of("loss", "λ, mean of units",
                "measured", "low", "high", "full", "kinks left out", "pairs of channels left out", "two terms"), rows);
    }

    private String meaning(String kind) {
        Estimate full = at(kind, BatchSizeExperiment.LARGEST).each("ratio").estimate();
        Estimate two = at(kind, BatchSizeExperiment.LARGEST).each("two-term ratio").estimate();
        return kind + ": at M = " + BatchSizeExperiment.LARGEST + " measured / full form is " + full.text()
                + ", measured / two-term form " + two.text() + ". "
                + (inside(full, 1) ? "The full form is not told from the truth."
                : "The full form is off by more than sampling explains.") + " " + (inside(two, 1)
                ? "Neither is the two-term form." : "The two-term form is off " + (two.mean() > 1 ? "below" : "above") + " it."
                + (two.mean() < 0 ? " Its sign is wrong." : ""));
    }

    private static boolean inside(Estimate estimate, double value) {
        return estimate.least() <= value && value <= estimate.most();
    }
}
