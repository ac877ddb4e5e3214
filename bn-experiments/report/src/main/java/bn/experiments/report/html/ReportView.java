package bn.experiments.report.html;

import bn.experiments.report.Block;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import bn.experiments.report.Verdict;
import bn.experiments.report.svg.ChartSize;
import bn.experiments.report.svg.ChartSvg;
import bn.experiments.report.svg.LegendEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of the page's template, by name. A view is for one page: it numbers the figures and tables. */
final class ReportView {
    private final Optional<String> plotObstacle;
    private int figures;
    private int tables;

    ReportView(Optional<String> plotObstacle) {
        this.plotObstacle = plotObstacle;
    }

    Map<String, Object> of(Report report, String style) {
        List<Map<String, Object>> sections = new ArrayList<>();
        for (Section section : report.sections()) {
            sections.add(section(section, sections.size() + 1));
        }
        List<Claim> bars = report.claims().stream().filter(claim -> !claim.reason().isBlank()).toList();
        Map<String, Object> view = new HashMap<>(Map.of("title", report.title(), "summary", report.summary(), "style", style,
                "command", report.command(), "tally", tally(report.claims()), "sections", sections,
                "hasClaims", !report.claims().isEmpty(), "hasContents", sections.size() > 1,
                "configuration", settings(report.configuration()), "provenance", settings(report.provenance())));
        view.putAll(list("theory", report.theory().stream()
                .map(theorem -> Map.of("name", theorem.name(), "statement", theorem.statement())).toList()));
        view.putAll(list("limits", report.limits()));
        view.putAll(list("bars", bars.stream().map(ReportView::claim).toList()));
        return view;
    }

    /** A list, and whether to show its heading. */
    private static Map<String, Object> list(String name, List<?> values) {
        return Map.of(name, values, "has" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), !values.isEmpty());
    }

    private static List<Map<String, Object>> tally(List<Claim> claims) {
        return Stream.of(Verdict.values())
                .map(verdict -> Map.<String, Object>of("verdict", verdict(verdict),
                        "count", claims.stream().filter(claim -> claim.verdict() == verdict).count()))
                .filter(entry -> !entry.get("count").equals(0L)).toList();
    }

    private Map<String, Object> section(Section section, int number) {
        boolean asks = !section.question().isBlank();
        Map<String, Object> view = new HashMap<>(Map.of("number", number, "title", section.title(),
                "question", present(section.question()), "introduction", asks ? List.of() : section.paragraphs(),
                "tally", tally(section.claims()),
                "blocks", section.blocks().stream().map(this::block).toList(), "command", present(section.command())));
        view.putAll(list("claims", section.claims().stream().map(ReportView::claim).toList()));
        view.putAll(list("meaning", section.meaning()));
        view.putAll(list("protocol", asks ? section.paragraphs() : List.of()));
        return view;
    }

    /** A text as a list, so that the template leaves out the block around it if it is blank. */
    private static List<String> present(String text) {
        return text.isBlank() ? List.of() : List.of(text);
    }

    private static Map<String, Object> claim(Claim claim) {
        return Map.of("title", claim.title(), "statement", claim.statement(), "measured", claim.measured(), "bar", claim.bar(),
                "verdict", verdict(claim.verdict()), "reason", claim.reason());
    }

    private static Map<String, Object> verdict(Verdict verdict) {
        String sign = switch (verdict) {
            case SUPPORTED -> "✓";
            case NOT_SUPPORTED -> "✗";
            case UNDECIDED -> "?";
            case NOT_APPLICABLE -> "–";
        };
        return Map.of("label", verdict.label(), "sign", sign, "kind", verdict.label().replace(' ', '-'));
    }

    private Map<String, Object> block(Block block) {
        if (block instanceof Figure figure) {
            figures++;
            return Map.of("figure", figure(figure), "table", false);
        }
        tables++;
        return Map.of("figure", false, "table", TableView.of((Table) block, "table-" + tables), "number", tables);
    }

    private Map<String, Object> figure(Figure figure) {
        return Map.of("number", figures, "title", figure.chart().title(),
                "plot", plotObstacle.isPresent() ? Map.of("obstacle", plotObstacle.get()) : plot(new ChartSvg(figure.chart())),
                "data", TableView.of(figure.table(), "figure-" + figures));
    }

    private static Map<String, Object> plot(ChartSvg chart) {
        List<String> notes = chart.notes();
        return Map.of("obstacle", false, "hasNotes", !notes.isEmpty(), "notes", notes,
                "sizes", Stream.of(ChartSize.values()).map(size -> drawing(chart, size)).toList());
    }

    private static Map<String, Object> drawing(ChartSvg chart, ChartSize size) {
        List<LegendEntry> legend = chart.legend(size);
        return Map.of("size", size.name().toLowerCase(Locale.ROOT), "svg", chart.svg(size), "hasLegend", !legend.isEmpty(),
                "legend", legend.stream().map(entry -> Map.of("name", entry.name(), "symbol", entry.svg())).toList());
    }

    private static List<Map<String, String>> settings(List<Setting> settings) {
        return settings.stream().map(setting -> Map.of("name", setting.name(), "value", setting.value())).toList();
    }
}
