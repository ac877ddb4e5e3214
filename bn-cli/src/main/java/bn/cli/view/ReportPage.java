package bn.cli.view;

import bn.experiments.report.Report;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.OutputDirectory;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The file {@code report.html} of the commands that make a report. */
public final class ReportPage {
    private ReportPage() {}

    /**
     * Writes the file.
     *
     * @return its path
     */
    public static Path write(OutputDirectory folder, Report report) {
        return folder.write("report.html", out -> {
            // Flushed and not closed: the stream is the folder's.
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            HtmlReport.write(report, writer);
            writer.flush();
        });
    }
}
