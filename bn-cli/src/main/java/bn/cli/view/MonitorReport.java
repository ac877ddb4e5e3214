package bn.cli.view;

import bn.cli.console.Console;
import bn.experiments.advice.MonitoredNetwork;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.Snapshot;
import bn.experiments.page.MonitorPage;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import java.nio.file.Path;
import java.util.List;

/**
 * The report of a monitored run, as a file and on the console.
 *
 * @param command the command line that makes it again
 */
public record MonitorReport(MonitoredRun run, String command) {

    /** Writes report.html, and prints the run. The monitor may be writing to the folder meanwhile. */
    public void write(OutputDirectory folder, Console console, boolean json) {
        HtmlReport.plotObstacle().ifPresent(obstacle -> console.note("bn: " + obstacle));
        Path page = ReportPage.write(folder, MonitorPage.of(run, command));
        if (json) {
            console.printText(Json.text(Snapshot.of(List.of(run), MonitoredNetwork::sentences)));
        } else {
            console.printText(WatchText.of(List.of(run), Integer.MAX_VALUE));
            console.print("Report: " + page);
        }
    }
}
