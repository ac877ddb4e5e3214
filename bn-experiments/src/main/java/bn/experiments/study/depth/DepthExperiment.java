package bn.experiments.study.depth;

import bn.experiments.study.Bars;
import bn.experiments.study.Experiment;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Trial;
import java.util.ArrayList;
import java.util.List;

/** Rates by layer and over time (T3, T8); gamma learned, fixed and decayed (T5). */
public final class DepthExperiment implements Experiment {

    /** The experiment. */
    public DepthExperiment() { }

    @Override
    public String name() {
        return "depth";
    }

    @Override
    public String title() {
        return "Depth and time: the rate of each layer over training";
    }

    @Override
    public String question() {
        return "Which layers carry the rate, how does it move during training, and what sets where it ends?";
    }

    @Override
    public List<String> factors() {
        return List.of("part", "mode", "decay", "layer", "step", "quantile");
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>(TimePart.trials(protocol));
        trials.addAll(ScalePart.trials(protocol));
        return trials;
    }

    @Override
    public Findings findings(Results results, Bars bars, Protocol protocol) {
        Findings time = TimePart.findings(results.where("part", TimePart.NAME), bars, protocol);
        Findings scale = ScalePart.findings(results.where("part", ScalePart.NAME), bars, protocol);
        return new Findings(join(time.protocol(), scale.protocol()), join(time.claims(), scale.claims()),
                join(time.blocks(), scale.blocks()), join(time.meaning(), scale.meaning()));
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
