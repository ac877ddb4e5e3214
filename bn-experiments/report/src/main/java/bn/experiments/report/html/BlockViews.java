package bn.experiments.report.html;

import bn.experiments.report.Answers;
import bn.experiments.report.Block;
import bn.experiments.report.Chart;
import bn.experiments.report.Figure;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.Table;
import bn.experiments.report.svg.ChartSize;
import bn.experiments.report.svg.ChartSvg;
import bn.experiments.report.svg.LegendEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of the template for figures, tables and answers. For one page: it numbers figures and tables. */
final class BlockViews {
    private final Optional<String> plotObstacle;
    private int figures;
    private int tables;

    BlockViews(Optional<String> plotObstacle) {
        this.plotObstacle = plotObstacle;
    }

    Map<String, Object> of(Block block) {
        if (block instanceof Figure figure) {
            figures++;
            return Map.of("answers", false, "table", false, "figure", Map.of("number", figures, "title", figure.chart().title(),
                    "plot", plot(figure.chart()), "data", TableView.of(figure.table(), "figure-" + figures)));
        }
        if (block instanceof Answers answers) {
            return Map.of("figure", false, "table", false, "answers", Map.of("questions", questions(answers.answers())));
        }
        tables++;
        return Map.of("answers", false, "figure", false, "table", TableView.of((Table) block, "table-" + tables), "number",
                tables);
    }

    /** Questions, of the page or of a section. */
    static List<Map<String, String>> questions(List<QuestionAnswer> answers) {
        return answers.stream().map(each -> Map.of("question", each.question(), "answer", each.answer())).toList();
    }

    /** A figure that a section has as well, without its numbers. */
    Map<String, Object> cover(Figure figure) {
        return Map.of("title", figure.chart().title(), "plot", plot(figure.chart()));
    }

    private Map<String, Object> plot(Chart chart) {
        if (plotObstacle.isPresent()) {
            return Map.of("obstacle", plotObstacle.get());
        }
        ChartSvg svg = new ChartSvg(chart);
        List<String> notes = svg.notes();
        return Map.of("obstacle", false, "hasNotes", !notes.isEmpty(), "notes", notes,
                "sizes", Stream.of(ChartSize.values()).map(size -> drawing(svg, size)).toList());
    }

    private static Map<String, Object> drawing(ChartSvg chart, ChartSize size) {
        List<LegendEntry> legend = chart.legend(size);
        return Map.of("size", size.name().toLowerCase(Locale.ROOT), "svg", chart.svg(size), "hasLegend",
                !legend.isEmpty(),
                "legend", legend.stream().map(entry -> Map.of("name", entry.name(), "symbol", entry.svg())).toList());
    }
}
