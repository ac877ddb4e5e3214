package bn.experiments.reproduce;

import bn.experiments.study.Study;
import bn.experiments.study.batch.BatchSizeExperiment;
import bn.experiments.study.folding.FoldingExperiment;
import bn.experiments.study.identity.GradientIdentityExperiment;
import java.util.List;

/** The study of the claims of Annamalai and Thakur (2022), and of what follows from them. */
public final class Reproduction {

    private Reproduction() { }

    /** All its experiments, in the order in which the report tells them. */
    public static Study study() {
        return new Study(List.of(new GradientIdentityExperiment(),
                new BatchSizeExperiment(),
                new FoldingExperiment()));
    }
}
