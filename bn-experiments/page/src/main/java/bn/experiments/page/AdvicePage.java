package bn.experiments.page;

import bn.experiments.advice.Advice;
import bn.experiments.advice.GroupAdvice;
import bn.experiments.advice.Statement;
import bn.experiments.report.Answers;
import bn.experiments.report.Cell;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import bn.experiments.result.ProgramVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What weight decay and batch norm do in a network, as a page. */
public final class AdvicePage {
    /** As many answers stand first. */
    private static final int FIRST = 3;

    private AdvicePage() {}

    /**
     * The page.
     *
     * @param name of the network
     * @param command that makes it again
     */
    public static Report of(Advice advice, String name, String command) {
        List<Statement> statements = advice.statements();
        int first = Math.min(FIRST, statements.size());
        return new Report("What weight decay does in " + name, "The rates are means over " + advice.readings() + ".",
                statements.subList(0, first).stream().map(AdvicePage::answer).toList(),
                Optional.empty(),
                Stream.concat(Stream.of(section(advice, first)), PredictionSection.of(advice).stream()).toList(), List.of(),
                List.of(), command, List.of(),
                List.of(new Setting("bn", ProgramVersion.text())));
    }

    /**
     * The table of the groups, and the answers.
     *
     * @param from the first answer that is in it
     */
    static Section section(Advice advice, int from) {
        return new Section("Weight decay by group of parameters", List.of(), List.of(),
                List.of(table(advice), new Answers(advice.statements().subList(from, advice.statements().size()).stream()
                        .map(AdvicePage::answer).toList())));
    }

    private static QuestionAnswer answer(Statement statement) {
        return new QuestionAnswer(statement.question(),
                Symbols.text(statement.answer()) + (statement.basis().isEmpty() ? "" : " (" + statement.basis() + ")"));
    }

    private static Table table(Advice advice) {
        return new Table("What weight decay on each group of parameters does",
                List.of("parameters", "layers", "decay", "what decay on them does", "here", "basis"),
                advice.groups().stream().map(AdvicePage::row).toList());
    }

    private static List<Cell> row(GroupAdvice group) {
        return List.of(Cell.text(group.group().text()), Cell.number(group.layers().size()),
                Double.isNaN(group.decay()) ? Cell.text("") : Cell.number(group.decay()), Cell.text(group.effect().text()),
                Cell.text(Symbols.text(group.result())), Cell.text(group.basis()));
    }
}
