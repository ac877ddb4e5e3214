package bn.experiments.study.batch;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Condition;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * T9 on data: what batch statistics add to the loss, by drawn batches of many sizes, against the full first
 * order and two terms.
 */
public final class BatchSizeExperiment extends AbstractExperiment {
    static final String NETWORK = "network";
    /** Softmax with an eps of the size of the variances. */
    static final String WITH_EPS = "softmax with eps";
    private static final double RELATIVE_EPS = 1;
    private static final Factor<String> LOSS = Factor.of("loss");
    static final List<Integer> SIZES = List.of(8, 16, 32, 64, 128, 256, 512, 1024);
    static final int LARGEST = 1024;
    /** More batches would measure the smallest sizes more precisely than is needed. */
    private static final int MOST_BATCHES = 20_000;
    /**
     * At the largest size, where the first order is judged, a quick study draws as many times more examples. M times the gap has a
     * standard error of about 0.8 (linear outputs) and 1.1 (network) of itself over the root of the number of batches, so 4000
     * batches leave three seeds a half width to expect of 0.03 and 0.04, which the criteria have room for.
     */
    private static final int MORE_AT_LARGEST = 4;

    /** The experiment. */
    public BatchSizeExperiment() {
        super("batch-size", "Batch size: what the statistics of a batch add to the loss",
                "Is the regularization by the noise of batch statistics predicted to first order in 1/M, and by which terms?",
                List.of("loss", "batch"));
    }

    /** The linear outputs by loss, with eps = 0. */
    static List<String> linear() {
        return Stream.of(LinearLoss.values()).map(LinearLoss::label).toList();
    }

    /** The linear outputs by loss, then the network, then the outputs with an eps. */
    static List<String> kinds() {
        return Stream.concat(linear().stream(), Stream.of(NETWORK, WITH_EPS)).toList();
    }

    /** How many examples stand for the population. */
    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(2000, 5000));
    }

    /**
     * The number of batches of a size: each example is drawn 500 (quick; 2000 at the largest size) or 3200 times on average, unless
     * that is too many batches.
     */
    static int batches(Protocol protocol, int size) {
        int draws = protocol.choose(size == LARGEST ? 500 * MORE_AT_LARGEST : 500, 3200);
        return Math.min(MOST_BATCHES, examples(protocol) * draws / size);
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(LOSS, kinds()).cost(2, 20).measure(BatchSizeExperiment::measure);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition condition) {
        Protocol protocol = context.protocol();
        String kind = condition.get(LOSS);
        long seed = condition.seed();
        int count = examples(protocol);
        Optional<LayerLoss> found = switch (kind) {
            case NETWORK -> LayerLoss.network(context, count, SIZES, seed);
            case WITH_EPS -> LayerLoss.linear(context, count, seed, LinearLoss.SOFTMAX, RELATIVE_EPS);
            default -> LayerLoss.linear(context, count, seed, LinearLoss.values()[linear().indexOf(kind)], 0);
        };
        recorder.record("channels", found.map(layerLoss -> layerLoss.layer().channels()).orElse(0));
        if (found.isEmpty()) {
            return;
        }
        LayerLoss layerLoss = found.get();
        NormalizedLayer layer = layerLoss.layer();
        MonteCarloGap drawn = new MonteCarloGap(layer, layerLoss.loss(), layerLoss.replacement());
        recorder.record("lambda", IntStream.range(0, layer.channels()).mapToDouble(drawn::lambda).average().orElseThrow());
        SplittableRandom random = new SplittableRandom(seed);
        for (int size : SIZES) {
            context.check();
            if (!layerLoss.replacement() && size >= count) {
                // All examples as one batch have no noise, and there are no larger batches.
                break;
            }
            MonteCarloGap.MeanGap measured = drawn.measure(size, batches(protocol, size), random.split());
            Recorder at = recorder.with("batch", size);
            at.record("measured", measured.mean());
            at.record("error", measured.error());
            at.record("gap", measured.mean() / size);
            BatchPrediction predicted = layerLoss.predicted().apply(size);
            at.record("predicted gap", predicted.gap());
            at.record("two-term gap", predicted.twoTerms());
            at.record("without pairs", predicted.withoutPairs());
            at.record("without kinks", predicted.withoutKinks());
            at.record("ratio", measured.mean() / size / predicted.gap());
            at.record("two-term ratio", measured.mean() / size / predicted.twoTerms());
            if (kind.equals(WITH_EPS)) {
                at.record("in-gamma gap", predicted.epsInGamma());
                at.record("in-gamma ratio", measured.mean() / size / predicted.epsInGamma());
            }
        }
    }

    @Override
    public boolean needsCovariance() {
        return true;
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return BatchSizeReport.of(evidence);
    }
}
