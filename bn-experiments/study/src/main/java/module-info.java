/** Experiments of many trials: run side by side, resumed, judged by criteria set before, and reported. */
module bn.experiments.study {
    requires transitive bn.api;
    requires transitive bn.experiments.data;
    requires transitive bn.experiments.network;
    requires transitive bn.experiments.report;
    requires transitive bn.experiments.result;

    // Tables of results.
    requires de.siegmar.fastcsv;
    // Quantiles of Student's t.
    requires org.apache.commons.statistics.distribution;

    exports bn.experiments.study;

    uses bn.experiments.study.Experiment;
}
