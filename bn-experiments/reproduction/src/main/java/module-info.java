/** The experiments that test the theory, and the study that they make. */
module bn.experiments.reproduction {
    requires transitive bn.experiments.study;
    requires bn.theory;
    requires bn.experiments.rates;

    exports bn.experiments.reproduce;

    // The study reads their criteria.
    opens bn.experiments.study.bars;
}
