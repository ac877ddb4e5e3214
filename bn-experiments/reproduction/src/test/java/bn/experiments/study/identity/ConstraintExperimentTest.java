package bn.experiments.study.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.SmallStudy;
import bn.experiments.study.WrongBatchNorm;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConstraintExperimentTest {
    private static final Dataset IMAGES = SyntheticDigits.draw(1, 80, 10).pool(4);

    @Test
    void theConstraintHolds() {
        SmallStudy study = SmallStudy.run(new ConstraintExperiment(), IMAGES, 1);
        assertEquals(Set.of(Verdict.SUPPORTED), Set.copyOf(study.verdicts().values()), study.verdicts()::toString);
    }

    @Test
    void aKernelThatForgetsEpsIsFound() {
        SmallStudy wrong = SmallStudy.run(new ConstraintExperiment(), IMAGES, 1, WrongBatchNorm.NO_EPS::open);
        assertEquals(Set.of(Verdict.NOT_SUPPORTED), Set.copyOf(wrong.verdicts().values()), wrong.verdicts()::toString);
    }
}
