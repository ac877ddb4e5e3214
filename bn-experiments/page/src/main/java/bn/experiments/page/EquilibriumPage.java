package bn.experiments.page;

import bn.experiments.advice.Equilibrium;
import bn.experiments.advice.ScheduleForecast;
import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Setting;
import bn.experiments.report.XyChart;
import bn.experiments.result.ProgramVersion;
import bn.theory.dynamics.ScheduledNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The equilibrium of an optimizer, and what a schedule does to it, as a page. */
public final class EquilibriumPage {
    private EquilibriumPage() {}

    /**
     * The page.
     *
     * @param command that makes it again
     */
    public static Report of(Equilibrium equilibrium, String command) {
        ScheduleForecast schedule = equilibrium.schedule();
        List<Block> figures = schedule == null ? List.of() : figures(schedule);
        List<Setting> settings = new ArrayList<>();
        equilibrium.settings().forEach((name, value) -> settings.add(new Setting(name, String.valueOf(value))));
        if (schedule != null) {
            settings.add(new Setting("schedule", schedule.schedule()));
        }
        List<Section> sections = schedule == null ? List.of()
                : List.of(new Section("Under the schedule",
                        List.of("All numbers are relative to equilibrium at the full learning rate, and "
                                + "to leading order in the part of the weights that is replaced in a step. The gradient at length 1 is taken as "
                                + "constant."),
                        List.of(), figures));
        return new Report("What weight decay does to weights before batch norm", "From the settings of the optimizer alone: "
                + settings.stream().map(setting -> setting.name() + " " + setting.value()).collect(Collectors.joining(", "))
                + ".",
                equilibrium.statements().stream().map(each -> new QuestionAnswer(each.question(), each.answer())).toList(),
                figures.stream().map(Figure.class::cast).findFirst(), sections, List.of(), List.of(), command, settings,
                List.of(new Setting("bn", ProgramVersion.text())));
    }

    private static List<Block> figures(ScheduleForecast schedule) {
        return List.of(
                figure("Length of the weights, angle of a step and gradient, with a constant weight decay",
                        schedule.constantDecay()),
                figure("The same with a weight decay that follows the learning rate", schedule.decayFollows()));
    }

    private static Figure figure(String title, List<ScheduledNorm> states) {
        return Figure.of(new XyChart(title, Axis.linear("step"), Axis.linearFromZero("relative to equilibrium"),
                List.of(series("length of the weights", states, state -> Math.sqrt(state.squaredNorm())),
                        series("angle of a step", states, ScheduledNorm::angle),
                        series("gradient", states, ScheduledNorm::gradient)),
                List.of(ReferenceLine.horizontal(1, "equilibrium"))));
    }

    private static Series series(String name, List<ScheduledNorm> states, ToDoubleFunction<ScheduledNorm> number) {
        return new Series(name, name, Series.Style.LINE,
                states.stream().map(state -> new Point(state.step(), number.applyAsDouble(state))).toList());
    }
}
