/** A report of claims, tables and charts, as one HTML page. It knows no other module of the project. */
module bn.experiments.report {
    // The page.
    requires com.samskivert.jmustache;

    // Charts, and their SVG.
    requires java.desktop;
    requires java.xml;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;

    exports bn.experiments.report;
    exports bn.experiments.report.html;
}
