/** The experiments that test the theory, and the study that they make. */
module bn.experiments.reproduction {
    requires transitive bn.experiments.study;
    requires bn.theory;
    requires bn.experiments.rates;

    exports bn.experiments.reproduce;

    provides bn.experiments.study.Experiment with
            bn.experiments.study.identity.GradientIdentityExperiment,
            bn.experiments.study.identity.ConstraintExperiment,
            bn.experiments.study.identity.EquivalenceExperiment,
            bn.experiments.study.conv.ConvExperiment,
            bn.experiments.study.data.DataExperiment,
            bn.experiments.study.noise.NoiseExperiment,
            bn.experiments.study.choice.ChoiceExperiment,
            bn.experiments.study.depth.DepthExperiment,
            bn.experiments.study.batch.BatchSizeExperiment,
            bn.experiments.study.folding.FoldingExperiment,
            bn.experiments.study.dynamics.DynamicsExperiment,
            bn.experiments.study.decay.DecayExperiment,
            bn.experiments.study.slimming.SlimmingExperiment,
            bn.experiments.study.head.HeadExperiment;
}
