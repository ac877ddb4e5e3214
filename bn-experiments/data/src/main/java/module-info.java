/** Data sets: read from files, drawn, or downloaded. */
module bn.experiments.data {
    requires transitive bn.api;
    // Downloads are written as results are: whole or not at all.
    requires bn.experiments.result;

    // Formats of files.
    requires de.siegmar.fastcsv;
    requires org.apache.commons.compress;

    // Downloads.
    requires java.net.http;

    exports bn.experiments.data;
    exports bn.experiments.data.catalog;
    exports bn.experiments.data.cifar;
    exports bn.experiments.data.csv;
    exports bn.experiments.data.digits;
    exports bn.experiments.data.fetch;
    exports bn.experiments.data.idx;
    exports bn.experiments.data.npy;
}
