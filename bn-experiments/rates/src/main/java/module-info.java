/** The regularization rates of data sets and of networks, and training runs that record them. */
module bn.experiments.rates {
    requires transitive bn.api;
    requires transitive bn.theory;
    requires transitive bn.experiments.data;
    requires transitive bn.experiments.network;
    requires transitive bn.experiments.result;

    // Rates of data sets and of networks.
    exports bn.experiments.rate;
    // Rates from what other frameworks wrote while they trained.
    exports bn.experiments.reading;
    exports bn.experiments.identity;
    // The balance of the rates in the streams of a network.
    exports bn.experiments.stream;
    // Networks with batch normalization taken out.
    exports bn.experiments.fold;
    // Training runs: their files, and how they are resumed.
    exports bn.experiments.run;

    // Records are converted to JSON by reflection.
    opens bn.experiments.reading to com.fasterxml.jackson.databind;
}
