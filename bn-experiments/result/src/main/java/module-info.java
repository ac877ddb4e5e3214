/** Files of results: written whole or not at all, locked, checked, in JSON, CSV and safetensors. */
module bn.experiments.result {
    requires transitive bn.api;

    requires transitive com.fasterxml.jackson.databind;

    exports bn.experiments.result;

    // Records that become JSON.
    opens bn.experiments.result to com.fasterxml.jackson.databind;
}
