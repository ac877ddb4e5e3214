package bn.experiments.study;

import bn.experiments.Cpu;
import bn.experiments.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** All trials of an experiment, one after the other, without files. */
public final class SmallRun {

    private SmallRun() { }

    /** What they measure. */
    public static Results of(Experiment experiment, Dataset dataset, Protocol protocol) {
        List<Observation> observations = new ArrayList<>();
        try (Lab lab = new Lab(dataset, protocol, name -> Cpu.open(), Cpu::normalization, () -> false)) {
            experiment.trials(protocol).forEach(trial -> observations.addAll(trial.run(lab)));
        }
        return new Results(observations);
    }
}
