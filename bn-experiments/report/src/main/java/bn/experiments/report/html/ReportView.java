package bn.experiments.report.html;

import bn.experiments.report.Claim;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of the page's template, by name. A view is for one page: it numbers the figures and tables. */
final class ReportView {
    private final BlockViews blocks;

    ReportView(Optional<String> plotObstacle) {
        blocks = new BlockViews(plotObstacle);
    }

    Map<String, Object> of(Report report, String style) {
        List<Map<String, Object>> sections = new ArrayList<>();
        for (Section section : report.sections()) {
            sections.add(section(section, sections.size() + 1));
        }
        List<Claim> claims = report.claims();
        Map<String, Object> view = new HashMap<>(Map.of("title", report.title(), "summary", report.summary(), "style", style,
                "command", report.command(), "tally", ClaimViews.tally(claims), "checks", ClaimViews.checks(claims),
                "sections", sections, "hasContents", sections.size() > 1,
                "cover", report.cover().map(blocks::cover).map(List::of).orElse(List.of())));
        view.putAll(Map.of("hasClaims", !claims.isEmpty(), "hasFindings", claims.stream().anyMatch(Claim::isFinding),
                "hasHolm", claims.stream().anyMatch(claim -> !Double.isNaN(claim.holm())),
                "hasTuned", claims.stream().anyMatch(claim -> !claim.tunedOn().isBlank()),
                "configuration", settings(report.configuration()), "provenance", settings(report.provenance())));
        view.putAll(list("answers", BlockViews.questions(report.answers())));
        view.putAll(list("theory", report.theory().stream()
                .map(theorem -> Map.of("name", theorem.name(), "statement", theorem.statement())).toList()));
        view.putAll(list("limits", report.limits()));
        view.putAll(list("bars", claims.stream().filter(claim -> !claim.reason().isBlank()).map(ClaimViews::claim).toList()));
        return view;
    }

    /** A list, and whether to show its heading. */
    private static Map<String, Object> list(String name, List<?> values) {
        return Map.of(name, values, "has" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), !values.isEmpty());
    }

    private Map<String, Object> section(Section section, int number) {
        boolean asks = !section.question().isBlank();
        List<Claim> claims = section.claims();
        Map<String, Object> view = new HashMap<>(Map.of("number", number, "title", section.title(),
                "question", present(section.question()), "introduction", asks ? List.of() : section.paragraphs(),
                "line", ClaimViews.line(section), "tally", ClaimViews.tally(claims), "checks", ClaimViews.checks(claims),
                "blocks", section.blocks().stream().map(blocks::of).toList(), "command", present(section.command())));
        view.putAll(list("findings", ClaimViews.findings(claims)));
        view.putAll(list("identities", ClaimViews.identities(claims)));
        view.putAll(list("meaning", section.meaning()));
        view.putAll(list("protocol", asks ? section.paragraphs() : List.of()));
        return view;
    }

    /** A text as a list, so that the template leaves out the block around it if it is blank. */
    private static List<String> present(String text) {
        return text.isBlank() ? List.of() : List.of(text);
    }

    private static List<Map<String, String>> settings(List<Setting> settings) {
        return settings.stream().map(setting -> Map.of("name", setting.name(), "value", setting.value())).toList();
    }
}
