package bn.experiments.study.batch;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
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
        List<String> linear = BatchSizeExperiment.kinds().stream().filter(kind -> !kind.equals(BatchSizeExperiment.NETWORK))
                .toList();
        claims.add(largest("full-linear", linear, "ratio"));
        claims.add(largest("full-network", List.of(BatchSizeExperiment.NETWORK), "ratio"));
        claims.add(order("order-small", 8, 32));
        claims.add(order("order-large", 32, 128));
        claims.add(largest("two-term-linear", linear, "two-term ratio"));
        claims.add(largest("two-term-network", List.of(BatchSizeExperiment.NETWORK), "two-term ratio"));
        return new Findings(BatchSizeText.protocol(protocol), claims, new BatchSizeFigures(results).blocks(measured),
                measured.stream().map(kind -> BatchSizeText.meaning(kind, results)).toList());
    }

    private boolean measured(String kind) {
        return results.where("loss", kind).each("channels").smallest() > 0;
    }

    private Results at(String kind, int size) {
        return results.where("loss", kind).where("batch", size);
    }

    /**
     * The claim on a ratio less 1 at the largest batch, of all losses at once: they share the streams of batches, so they are one
     * sample. Where the known error of sampling alone is above the criterion there is no verdict to be had.
     */
    private Claim largest(String key, List<String> kinds, String ratio) {
        if (!kinds.stream().allMatch(this::measured)) {
            return evidence.notApplicable(key, "a channel is constant over the examples of a seed");
        }
        Map<String, Estimate> ratios = new LinkedHashMap<>();
        for (String kind : kinds) {
            Results largest = at(kind, BatchSizeExperiment.LARGEST);
            if (largest.isEmpty()) {
                return evidence.notApplicable(key, "there are no more than " + BatchSizeExperiment.LARGEST + " examples");
            }
            double error = largest.each("error").over(largest.each("measured")).map(Math::abs).estimate().mean()
                    * Math.abs(largest.each(ratio).estimate().mean()) / Math.sqrt(protocol.seeds());
            if (2 * error > evidence.criteria().get(key).value()) {
                return evidence.notApplicable(key, "with so few batches two standard errors of " + kind + ", "
                        + NumberText.of(2 * error) + ", are above the criterion");
            }
            ratios.put(kind, largest.each(ratio).map(each -> each - 1).estimate());
        }
        return evidence.judgeAll(key, ratios);
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
}
