/** Data sets, networks, training, the experiments that validate the theory, and their report. */
module bn.experiments {
    // The contract and the theory; backends are found by whoever runs this.
    requires transitive bn.api;
    requires transitive bn.theory;

    // Quantiles of Student's t.
    requires org.apache.commons.statistics.distribution;

    // Data files and downloads.
    requires de.siegmar.fastcsv;
    requires java.net.http;
    requires org.apache.commons.compress;

    // Result files, and the report: its template, its charts, their SVG.
    requires transitive com.fasterxml.jackson.databind;
    requires com.samskivert.jmustache;
    requires java.desktop;
    requires java.xml;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;

    // Data in.
    exports bn.experiments.data;
    exports bn.experiments.data.catalog;
    exports bn.experiments.data.cifar;
    exports bn.experiments.data.csv;
    exports bn.experiments.data.digits;
    exports bn.experiments.data.fetch;
    exports bn.experiments.data.idx;
    exports bn.experiments.data.npy;
    // Networks and training.
    exports bn.experiments.network;
    exports bn.experiments.train;
    // Each result of the theory, checked.
    exports bn.experiments.verify;
    // Rates of data sets and of networks.
    exports bn.experiments.rate;
    exports bn.experiments.identity;
    // Networks with batch normalization taken out.
    exports bn.experiments.fold;
    // Backends side by side.
    exports bn.experiments.bench;
    // Runs, experiments and what they leave.
    exports bn.experiments.run;
    exports bn.experiments.reproduce;
    exports bn.experiments.study;
    exports bn.experiments.result;
    exports bn.experiments.report;
    exports bn.experiments.report.html;

    // Records that become JSON.
    opens bn.experiments.result to com.fasterxml.jackson.databind;

    provides bn.api.norm.NormalizationProvider with
            bn.experiments.norm.BatchNormalizationProvider,
            bn.experiments.norm.NoNormalizationProvider;
}
