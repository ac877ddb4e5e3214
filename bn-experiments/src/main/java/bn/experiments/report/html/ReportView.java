package bn.experiments.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

/** The values that the page's template asks for, by name. One view makes one page, whose figures and tables it numbers. */
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
        return Map.of("title", report.title(), "summary", report.summary(), "style", style, "command", report.command(),
                "hasClaims", !report.claims().isEmpty(), "tally", tally(report.claims()), "sections", sections,
                "configuration", settings(report.configuration()), "provenance", settings(report.provenance()));
    }

    private static List<Map<String, Object>> tally(List<Claim> claims) {
        return Stream.of(Verdict.values())
                .map(verdict -> Map.<String, Object>of("verdict", verdict(verdict),
                        "count", claims.stream().filter(claim -> claim.verdict() == verdict).count()))
                .filter(entry -> !entry.get("count").equals(0L)).toList();
    }

    private Map<String, Object> section(Section section, int number) {
        return Map.of("number", number, "title", section.title(), "paragraphs", section.paragraphs(),
                "claims", section.claims().stream().map(ReportView::claim).toList(),
                "blocks", section.blocks().stream().map(this::block).toList());
    }

    private static Map<String, Object> claim(Claim claim) {
        return Map.of("title", claim.title(), "statement", claim.statement(), "measured", claim.measured(), "bar", claim.bar(),
                "verdict", verdict(claim.verdict()));
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
        List<LegendEntry> legend = chart.legend();
        List<String> notes = chart.notes();
        return Map.of("obstacle", false, "wide", chart.svg(ChartSize.WIDE), "narrow", chart.svg(ChartSize.NARROW),
                "hasLegend", !legend.isEmpty(), "hasNotes", !notes.isEmpty(), "notes", notes,
                "legend", legend.stream().map(entry -> Map.of("name", entry.name(), "svg", entry.svg())).toList());
    }

    private static List<Map<String, String>> settings(List<Setting> settings) {
        return settings.stream().map(setting -> Map.of("name", setting.name(), "value", setting.value())).toList();
    }
}
