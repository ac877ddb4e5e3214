package bn.cli.view;

import bn.cli.console.Console;
import bn.experiments.page.NetworkPage;
import bn.experiments.page.NetworkRates;
import bn.experiments.page.RatedData;
import bn.experiments.page.RatesDocument;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import java.nio.file.Path;

/**
 * How the rates of a network are given out.
 *
 * @param json whether they are printed as JSON, not as text
 */
public record NetworkOutput(Console console, boolean json) {

    /** Prints them. */
    public void print(NetworkRates rates) {
        if (json) {
            console.printText(Json.text(RatesDocument.of(rates)));
        } else {
            NetworkText.print(rates, console);
        }
    }

    /**
     * Writes {@code network-rates.csv}, {@code network-rates.json} and {@code report.html}, and notes where the report is.
     *
     * @param data that they were measured on
     */
    public void write(OutputDirectory folder, NetworkRates rates, RatedData data) {
        HtmlReport.plotObstacle().ifPresent(obstacle -> console.note("bn: " + obstacle));
        folder.write("network-rates.csv", rates.csv());
        folder.write("network-rates.json", Json.text(RatesDocument.of(rates)));
        Path page = ReportPage.write(folder, NetworkPage.of(rates, data));
        console.note("Report: " + page);
    }
}
