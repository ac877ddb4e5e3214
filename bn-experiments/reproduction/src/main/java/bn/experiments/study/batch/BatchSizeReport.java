package bn.experiments.study.batch;

import bn.experiments.report.Claim;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

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
        BatchSizeExperiment.kinds().forEach(kind -> claims.add(largest("full-" + kind, kind, "ratio")));
        claims.add(order("order-small", 8, 32));
        claims.add(order("order-large", 32, 128));
        BatchSizeExperiment.kinds().forEach(kind -> claims.add(largest("two-term-" + kind, kind, "two-term ratio")));
        return new Findings(BatchSizeText.protocol(protocol), claims, new BatchSizeFigures(results).blocks(measured),
                measured.stream().map(kind -> BatchSizeText.meaning(kind, results)).toList());
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
}
