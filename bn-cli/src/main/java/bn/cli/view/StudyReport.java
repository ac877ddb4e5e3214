package bn.cli.view;

import bn.api.BnException;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.report.Claim;
import bn.experiments.report.Report;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.StudyManifest;
import java.util.List;

/**
 * A study's report, as files and on the console.
 *
 * @param report its content
 * @param manifest of the study
 * @param unfinished a line for each experiment that is not finished
 */
public record StudyReport(Report report, StudyManifest manifest, List<String> unfinished) {

    /** What is printed as JSON, and written to claims.json next to the report. */
    public record Listing(List<Claim> claims, StudyManifest manifest) {}

    /**
     * Writes report.html and claims.json, and prints the claims.
     *
     * @throws BnException if nothing is finished, so that there are none
     */
    public void write(OutputDirectory folder, Console console, boolean json) {
        HtmlReport.plotObstacle().ifPresent(obstacle -> console.note("bn: " + obstacle));
        String listing = Json.text(new Listing(report.claims(), manifest));
        folder.write("claims.json", listing);
        ReportPage.write(folder, report);
        if (json) {
            console.printText(listing);
        } else {
            print(console);
            console.print("Report: " + folder.label("report.html"));
        }
        unfinished.forEach(each -> console.note("bn: " + each));
        if (report.claims().isEmpty()) {
            throw new BnException(
                    "no experiment of the study in " + folder.label() + " is finished, so no claim is tested; go on by "
                            + manifest.command());
        }
    }

    private void print(Console console) {
        TextTable table = new TextTable("claim", "measured", "criterion", "verdict");
        for (Claim claim : report.claims()) {
            table.row(claim.title(), claim.measured(), claim.bar(), claim.verdict().label());
        }
        console.print(table.toString());
        console.print(report.summary());
    }
}
