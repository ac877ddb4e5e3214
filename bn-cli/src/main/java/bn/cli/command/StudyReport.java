package bn.cli.command;

import bn.api.BnException;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.report.Claim;
import bn.experiments.report.Report;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.StudyManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * A study's report, as files and on the console.
 *
 * @param report what it says
 * @param manifest of the study
 * @param unfinished what is not finished of it, in lines
 */
record StudyReport(Report report, StudyManifest manifest, List<String> unfinished) {

    /** What is printed as JSON and kept beside the report. */
    record Listing(List<Claim> claims, StudyManifest manifest) { }

    /**
     * Writes report.html and claims.json, and prints the claims.
     *
     * @throws BnException if nothing is finished, so that there are none
     */
    void write(OutputDirectory folder, Console console, Format format) {
        HtmlReport.plotObstacle().ifPresent(obstacle -> console.note("bn: " + obstacle));
        String listing = Json.text(new Listing(report.claims(), manifest));
        folder.write("claims.json", listing);
        Path page = ReportPage.write(folder, report);
        if (format.json()) {
            console.printText(listing);
        } else {
            print(console);
            console.print("Report: " + page);
        }
        unfinished.forEach(each -> console.note("bn: " + each));
        if (report.claims().isEmpty()) {
            throw new BnException("no experiment of the study in " + folder.path() + " is finished, so no claim is tested; go on by "
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
