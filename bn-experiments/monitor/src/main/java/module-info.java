/** Training runs that a monitor watched, in any framework: read from their folders, said in sentences, written as JSON. */
module bn.experiments.monitor {
    requires transitive bn.experiments.result;

    // Tables of readings.
    requires de.siegmar.fastcsv;

    exports bn.experiments.monitor;

    // Records are converted to JSON by reflection.
    opens bn.experiments.monitor to com.fasterxml.jackson.databind;
}
