package bn.experiments.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.samskivert.mustache.Mustache;

import bn.experiments.report.Report;
import bn.experiments.report.svg.ChartSvg;

/** Writes a report as an HTML page. The same report gives the same page, character for character, on the same machine. */
public final class HtmlReport {

    private HtmlReport() {
    }

    /**
     * Why pages written on this machine will lack their plots, with the remedy; empty if they will have them. Without plots a
     * page says so where they would be, and still has all numbers.
     */
    public static Optional<String> plotObstacle() {
        return ChartSvg.obstacle();
    }

    /**
     * Writes a report as an HTML page, to be stored as UTF-8.
     *
     * @throws IOException if {@code out} fails
     */
    public static void write(Report report, Appendable out) throws IOException {
        out.append(page(report, plotObstacle()));
    }

    /** The page; with an obstacle in place of its plots if there is one. */
    static String page(Report report, Optional<String> plotObstacle) {
        // Mustache escapes every value except those that the template takes with {{{ }}}: the style and the drawings.
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
