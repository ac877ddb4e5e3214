/**
 * All of data, networks, rates, reports and experiments by one {@code requires}; with them the checks of each theorem and the
 * benchmarks of backends.
 */
module bn.experiments {
    requires transitive bn.experiments.advice;
    requires transitive bn.experiments.data;
    requires transitive bn.experiments.models;
    requires transitive bn.experiments.monitor;
    requires transitive bn.experiments.network;
    requires transitive bn.experiments.page;
    requires transitive bn.experiments.rates;
    requires transitive bn.experiments.report;
    requires transitive bn.experiments.reproduction;
    requires transitive bn.experiments.result;
    requires transitive bn.experiments.study;
    requires transitive bn.experiments.watch;
    requires transitive bn.theory;

    // Each result of the theory, checked.
    exports bn.experiments.verify;
    // Backends side by side.
    exports bn.experiments.bench;
}
