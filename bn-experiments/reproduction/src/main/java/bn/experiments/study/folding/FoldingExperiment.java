package bn.experiments.study.folding;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** T11 as a question: does training that goes on without batch norm, but with its rates, keep what batch norm gave? */
public final class FoldingExperiment extends AbstractExperiment {
    static final List<Double> LEARNING_RATES = List.of(0.003, 0.01, 0.03, 0.1);
    /** So that there are rates to keep: a learned gamma that is at rest without decay has none (T5). */
    static final double GAMMA_DECAY = 3e-3;
    static final List<Double> DECAYS = List.of(1e-4, 1e-3, 1e-2);

    /** The experiment. */
    public FoldingExperiment() {
        super("folding", "Folding: going on without batch norm",
                "When batch norm is taken out of a trained network, do its rates as a penalty keep what it did for training?",
                List.of("arm", "learning-rate", "decay", "layer"));
    }

    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(128, 64) : List.of(256, 128);
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(2000, 10_000));
    }

    static int validation(Protocol protocol) {
        return Math.min(protocol.data().train() - protocol.trainable(), protocol.choose(1000, 5000));
    }

    /** Epochs with batch norm. */
    static int before(Protocol protocol) {
        return protocol.choose(3, 8);
    }

    /** Epochs after folding. */
    static int after(Protocol protocol) {
        return protocol.choose(2, 5);
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).cost(8, 100)
                .measure((context, recorder, at) -> new Continuation(context, at.seed()).run(recorder));
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return FoldingReport.of(evidence);
    }
}
