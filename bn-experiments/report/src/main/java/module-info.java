/** Reports: claims, tables and charts, written as one HTML page. It requires no other module of the project. */
module bn.experiments.report {
    // Template of the page.
    requires com.samskivert.jmustache;

    // Charts, and their output as SVG.
    requires java.desktop;
    requires java.xml;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;

    exports bn.experiments.report;
    exports bn.experiments.report.html;
}
