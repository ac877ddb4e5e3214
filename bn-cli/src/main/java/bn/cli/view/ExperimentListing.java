package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.result.Json;
import bn.experiments.study.Experiment;
import java.util.List;

/** The results of {@code bn run --list}: text and JSON. */
public record ExperimentListing(List<Experiment> experiments) {

    /** An experiment in the JSON. */
    record Entry(String name, String question) {}

    /** An array of names and questions. */
    public String json() {
        return Json.text(experiments.stream().map(each -> new Entry(each.name(), each.question())).toList());
    }

    /** Prints a row for each experiment. */
    public void print(Console console) {
        TextTable table = new TextTable("experiment", "question");
        experiments.forEach(each -> table.row(each.name(), each.question()));
        console.printText(table.toString());
    }
}
