package bn.experiments.run;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.SgdOptions;
import bn.experiments.result.OutputDirectory;
import bn.experiments.testing.Cpu;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A training run of milliseconds. */
final class SmallRun {
    static final Dataset DIGITS = SyntheticDigits.draw(1, 96, 20).pool(4);
    static final NormalizationOptions USUAL = NormalizationOptions.pytorch();

    private final List<String> notes = new ArrayList<>();
    private Dataset data = DIGITS;
    private NormalizationOptions conventions = USUAL;
    private DType dtype = DType.FLOAT32;
    private int rateExamples = 64;
    private boolean motion;
    private int stepsLeft = Integer.MAX_VALUE;
    private Optional<WarmStart> start = Optional.empty();

    SmallRun data(Dataset other) {
        data = other;
        return this;
    }

    SmallRun conventions(NormalizationOptions others) {
        conventions = others;
        return this;
    }

    SmallRun dtype(DType other) {
        dtype = other;
        return this;
    }

    SmallRun rateExamples(int number) {
        rateExamples = number;
        return this;
    }

    SmallRun recordingMotion() {
        motion = true;
        return this;
    }

    /** Interrupts the run before this step, counted from 1 over all epochs. */
    SmallRun interruptedAt(int step) {
        stepsLeft = step;
        return this;
    }

    SmallRun from(WarmStart start) {
        this.start = Optional.of(start);
        return this;
    }

    List<String> notes() {
        return notes;
    }

    TrainingPlan plan(int epochs, double learningRate) {
        return new TrainingPlan(new Architecture(List.of(49, 4, 3, 10)), dtype, "batch", conventions, epochs, 16,
                new SgdOptions(learningRate, 0.9, 0, 0, 0), 0, 7);
    }

    List<EpochMetrics> train(Path folder, int epochs, boolean resume) {
        return train(folder, plan(epochs, 0.1), resume);
    }

    List<EpochMetrics> train(Path folder, TrainingPlan plan, boolean resume) {
        try (Backend backend = Cpu.open()) {
            return new TrainingRun(plan, data, backend, Cpu.normalization(plan.normalization()), new OutputDirectory(folder),
                    new RunMeasurements(rateExamples, motion),
                    new TrainingRun.Invocation("test", ""), start).train(resume, new RunListener() {
                        @Override
                        public void note(String text) {
                            notes.add(text);
                        }

                        @Override
                        public boolean cancelled() {
                            return --stepsLeft == 0;
                        }
                    });
        }
    }
}
