package bn.experiments.study.batch;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.study.Criterion;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims of the experiment. */
final class BatchSizeReport {
    static final String SOFTMAX = LinearLoss.SOFTMAX.label();

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
        List<String> linear = BatchSizeExperiment.linear();
        List<String> withEps = List.of(BatchSizeExperiment.WITH_EPS);
        claims.add(largest("full-linear", linear, "ratio", "predicted gap"));
        claims.add(largest("full-network", List.of(BatchSizeExperiment.NETWORK), "ratio", "predicted gap"));
        claims.add(order("order-small", 8, 32));
        claims.add(order("order-large", 32, 128));
        claims.add(largest("two-term-linear", linear, "two-term ratio", "two-term gap"));
        claims.add(largest("two-term-network", List.of(BatchSizeExperiment.NETWORK), "two-term ratio", "two-term gap"));
        claims.add(largest("full-eps", withEps, "ratio", "predicted gap"));
        claims.add(largest("eps-in-gamma", withEps, "in-gamma ratio", "in-gamma gap"));
        return new Findings(BatchSizeText.protocol(protocol), claims, new BatchSizeFigures(results).blocks(measured),
                measured.stream().map(kind -> BatchSizeText.meaning(kind, results)).toList());
    }

    private boolean measured(String kind) {
        return results.where("loss", kind).each("channels").smallest() > 0;
    }

    private Results at(String kind, int size) {
        return results.where("loss", kind).where("batch", size);
    }

    /** The known standard error, by the batches that were drawn, of measured / predicted; recorded is that of M times the gap. */
    private Sample error(String kind, int size, String predicted) {
        Results at = at(kind, size);
        return at.each("error").over(at.each(predicted)).map(ofProduct -> Math.abs(ofProduct) / size);
    }

    /**
     * The claim on a ratio less 1 at the largest batch, of all losses at once: they share the streams of batches, so they are one
     * sample. Where the known error of sampling makes an interval wider than an equivalence allows, there is no verdict to be had.
     */
    private Claim largest(String key, List<String> kinds, String ratio, String predicted) {
        if (!kinds.stream().allMatch(this::measured)) {
            return evidence.notApplicable(key, "a channel is constant over the examples of a seed");
        }
        Map<String, Estimate> ratios = new LinkedHashMap<>();
        for (String kind : kinds) {
            Results largest = at(kind, BatchSizeExperiment.LARGEST);
            if (largest.isEmpty()) {
                return evidence.notApplicable(key, "there are no more than " + BatchSizeExperiment.LARGEST + " examples");
            }
            Sample error = error(kind, BatchSizeExperiment.LARGEST, predicted);
            Criterion criterion = evidence.criteria().get(key);
            if (criterion.side() == Criterion.Bound.WITHIN && error.expectedReach() > criterion.value()) {
                return tooFew(key, error.expectedReach(), kind);
            }
            ratios.put(kind, largest.each(ratio).map(each -> each - 1).estimateKnowing(error));
        }
        return evidence.judgeAll(key, ratios);
    }

    private Claim tooFew(String key, double reach, String kind) {
        return evidence.notApplicable(key, "with so few batches and seeds the interval of " + kind + " is expected to reach "
                + NumberText.of(reach) + " to either side, farther than a verdict needs");
    }

    private Claim order(String key, int small, int large) {
        int features = protocol.data().features() / (protocol.data().poolable() ? 4 : 1);
        if (!measured(SOFTMAX) || BatchSizeExperiment.examples(protocol) < 2 * features) {
            return evidence.notApplicable(key, "with fewer than two examples a feature the outputs nearly interpolate the "
                    + "classes, and "
                    + "small batches of almost no variance are not rare, as T9 needs them to be");
        }
        double steps = Math.log((double) large / small);
        Sample few = distance(small);
        Sample more = distance(large);
        // The two sizes have batches of their own, so their errors add up as squares.
        Sample error = logError(small).map(each -> each * each).plus(logError(large).map(each -> each * each))
                .map(each -> Math.sqrt(each) / steps);
        if (error.expectedReach() > 1 - evidence.criteria().get(key).value()) {
            return tooFew(key, error.expectedReach(), "p, which T9 says is 1,");
        }
        return evidence.judge(key, few.map(Math::log).minus(more.map(Math::log)).map(log -> log / steps).estimateKnowing(error));
    }

    private Sample distance(int size) {
        return at(SOFTMAX, size).each("ratio").map(ratio -> Math.abs(ratio - 1));
    }

    /** The known error of the logarithm of {@link #distance}, to first order. */
    private Sample logError(int size) {
        return error(SOFTMAX, size, "predicted gap").over(distance(size));
    }
}
