package bn.experiments.report.html;

import bn.experiments.report.Report;
import bn.experiments.report.svg.ChartSvg;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes a report as an HTML page. On the same machine, the same report gives the same page, character for character. */
public final class HtmlReport {

    private HtmlReport() {
    }

    /**
     * Why pages that are written on this machine have no plots, and what to do; empty if they have plots. A page without plots
     * says so in their place, and still has all numbers.
     */
    public static Optional<String> plotObstacle() {
        return ChartSvg.obstacle();
    }

    /**
     * Writes a report as an HTML page, which must be stored in UTF-8.
     *
     * @throws IOException if {@code out} fails
     */
    public static void write(Report report, Appendable out) throws IOException {
        out.append(page(report, plotObstacle()));
    }

    /** The page. If there is an obstacle, it is shown in place of the plots. */
    static String page(Report report, Optional<String> plotObstacle) {
        // Mustache escapes all values except those in {{{ }}}: the style sheet and the SVG elements.
        return Mustache.compiler().escapeHTML(true).withLoader(name -> new StringReader(resource(name + ".mustache")))
                .compile(resource("report.mustache")).execute(new ReportView(plotObstacle).of(report, resource("report.css")));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the report's " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's " + name + " cannot be read", e);
        }
    }
}
