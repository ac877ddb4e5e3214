/** Result files: atomic writes, locks, checksums, and the formats JSON, CSV and safetensors. */
module bn.experiments.result {
    requires transitive bn.api;

    // JSON, whose trees are part of the API.
    requires transitive com.fasterxml.jackson.databind;

    exports bn.experiments.result;

    // Records are converted to JSON and back by reflection.
    opens bn.experiments.result to com.fasterxml.jackson.databind;
}
