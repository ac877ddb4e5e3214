package bn.experiments.study;

import bn.experiments.Cpu;
import bn.experiments.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** An experiment's trials done one after the other, without files. */
public final class SmallStudy {

    private SmallStudy() { }

    /** A quick protocol on the CPU backend. */
    public static Protocol protocol(Dataset dataset, int seeds) {
        return new Protocol(DataFacts.of(dataset), true, 1, seeds, "cpu", List.of());
    }

    /** What all trials observe. */
    public static Results run(Experiment experiment, Protocol protocol, Dataset dataset) {
        List<Observation> observations = new ArrayList<>();
        try (Lab lab = new Lab(dataset, protocol, name -> Cpu.open(), Cpu::normalization, () -> false)) {
            experiment.trials(protocol).forEach(trial -> observations.addAll(trial.run(lab)));
        }
        return new Results(observations);
    }

    /** The same results with a quantity multiplied. */
    public static Results multiplied(Results results, String quantity, double factor) {
        return new Results(results.observations().stream().map(each -> each.quantity().equals(quantity)
                ? new Observation(each.trial(), each.seed(), each.factors(), quantity, each.value() * factor) : each).toList());
    }
}
