/** Data sets: downloads, readers of file formats, and synthetic digits. */
module bn.experiments.data {
    requires transitive bn.api;

    // Atomic writes and locks, for downloads.
    requires bn.experiments.result;

    // File formats.
    requires de.siegmar.fastcsv;
    requires org.apache.commons.compress;

    // Image files.
    requires java.desktop;

    // Downloads.
    requires java.net.http;

    exports bn.experiments.data;
    exports bn.experiments.data.catalog;
    exports bn.experiments.data.cifar;
    exports bn.experiments.data.csv;
    exports bn.experiments.data.digits;
    exports bn.experiments.data.fetch;
    exports bn.experiments.data.idx;
    exports bn.experiments.data.images;
    exports bn.experiments.data.npy;
}
