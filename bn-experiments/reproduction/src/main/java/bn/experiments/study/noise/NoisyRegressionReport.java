package bn.experiments.study.noise;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Claims and figures of the regressions on noised copies. */
final class NoisyRegressionReport {
    private final Results results;
    private final Evidence evidence;
    private final Protocol protocol;

    private NoisyRegressionReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
        protocol = evidence.protocol();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new NoisyRegressionReport(evidence).findings();
    }

    private Findings findings() {
        Results isotropic = results.where("noise", NoiseKind.ISOTROPIC.label());
        List<Claim> claims = List.of(
                evidence.judge("fall", steepest(isotropic, "lambda").estimate()),
                evidence.judge("rate", results.largest("rate error").largest()),
                evidence.judge("share", results.largest("share error").largest()),
                evidence.judge("kept", results.largest("kept error").largest()));
        List<Series> rates = new ArrayList<>();
        for (NoiseKind kind : NoiseKind.values()) {
            Results those = results.where("noise", kind.label());
            rates.add(those.series(kind.label() + ", theory", Series.Style.LINE, "level", "lambda expected")
                    .inGroup(kind.label()));
            rates.add(those.series(kind.label(), Series.Style.MARKERS, "level", "lambda").inGroup(kind.label()));
        }
        List<Series> parts = List.of(
                isotropic.series("signal, theory", Series.Style.LINE, "level", "signal expected").inGroup("signal"),
                isotropic.series("signal", Series.Style.MARKERS, "level", "signal").inGroup("signal"),
                isotropic.series("noise, theory", Series.Style.LINE, "level", "noise expected").inGroup("noise"),
                isotropic.series("noise", Series.Style.MARKERS, "level", "noise").inGroup("noise"));
        List<Block> blocks = List.of(
                Figure.of(new XyChart("Rate of linear regression against the noise, mean of the classes",
                        Axis.linear("σ of the noise, in units of the inputs"), Axis.linear("λ"), rates,
                        List.of(ReferenceLine.horizontal(0, "no penalty")))),
                Figure.of(new XyChart("Signal and noise part of the penalty, noise in all directions",
                        Axis.linear("σ of the noise, in units of the inputs"), Axis.linear("part of λ v·Sv"), parts, List.of())),
                Figure.of(kept("What is left of the clean fit, by bands of directions, all noise levels", results)));
        return new Findings(protocolText(), claims, blocks, meaning(isotropic));
    }

    /** The largest change from a noise level to the next, for each seed. */
    static Sample steepest(Results results, String quantity) {
        List<String> levels = results.levels("level");
        List<Sample> changes = IntStream.range(1, levels.size()).mapToObj(i -> results.where("level", levels.get(i))
                .mean(quantity)
                .minus(results.where("level", levels.get(i - 1)).mean(quantity))).toList();
        return changes.stream().reduce(Sample::max).orElseThrow();
    }

    /** What is kept against what T6 says, a point for each band, and the diagonal. */
    static XyChart kept(String title, Results results) {
        List<Series> series = new ArrayList<>();
        List<Point> diagonal = new ArrayList<>();
        for (String kind : results.levels("noise")) {
            List<Point> points = new ArrayList<>();
            for (String level : results.levels("level")) {
                Results those = results.where("noise", kind).where("level", level);
                for (String band : those.levels("band")) {
                    Estimate x = those.where("band", band).mean("kept expected").estimate();
                    Estimate y = those.where("band", band).mean("kept").estimate();
                    points.add(y.at(x.mean()));
                    diagonal.add(new Point(x.mean(), x.mean()));
                }
            }
            series.add(new Series(kind, kind, Series.Style.MARKERS, points));
        }
        diagonal.sort((a, b) -> Double.compare(a.x(), b.x()));
        series.add(0, new Series("equal", "equal", Series.Style.LINE, diagonal));
        return new XyChart(title, Axis.log("fraction kept by theory, s / ((s + n)(1 + λ))"), Axis.log("fraction kept"), series,
                List.of());
    }

    private List<String> protocolText() {
        return List.of("Noise in some directions: Gaussian noise of standard deviation σ is added along each direction of an "
                + "orthonormal basis: all directions; the 10 principal components with the largest variance; a subspace of 50 "
                + "dimensions that the seed draws; the 50 principal components with the least variance that is not 0 (never more "
                + "than half of the rank). By T6 Cov(x, y) stays, S becomes S + Sₙ, and along direction u the weights keep s / "
                + "(s + n) of the clean least-squares fit, times 1 / (1 + λ), with s and n the variances of signal and noise.",
                "Regression: theory from the moments of " + NoisyRegressionExperiment.examples(protocol)
                        + " clean examples (pooled "
                        + "images), γ = " + Prediction.GAMMA + ". Measured: the same regression on "
                        + NoisyRegressionExperiment.copies(protocol)
                        + " copies of each, with noise drawn for each copy; its weights are split by the clean covariance. In so many "
                        + "examples chance still explains a little, the ratio of dimensions with noise to examples, of what is "
                        + "unexplained, by which the rate lies above the theory. Directions are put into six bands by s / (s + n); what "
                        + "a band keeps is the slope of its weights against those of the clean fit, weighted by s.");
    }

    private List<String> meaning(Results isotropic) {
        Estimate clean = isotropic.where("level", 0.0).each("lambda").estimate();
        List<String> text = new ArrayList<>();
        text.add("Without noise λ is " + clean.text() + ". With σ = 0.5 it is " + Estimates.list(results.levels("noise"),
                kind -> results.where("noise", kind).where("level", 0.5).each("lambda").estimate()) + ".");
        text.add("By T6 noise costs rate where it hides signal, as the rate is what the noised inputs still explain. At σ = 0.5 "
                + "in all directions the part of the penalty that falls on the noise is "
                + isotropic.where("level", 0.5).each("noise").estimate().text() + ", and "
                + isotropic.where("level", 0.5).each("signal").estimate().text() + " on the signal.");
        return text;
    }
}
