/** What weight decay does to the parameters of a network under its optimizer, and whether batches are too small, in numbers and in sentences. */
module bn.experiments.advice {
    requires transitive bn.experiments.monitor;
    requires transitive bn.experiments.rates;

    exports bn.experiments.advice;

    // Records are converted to JSON by reflection.
    opens bn.experiments.advice to com.fasterxml.jackson.databind;
}
