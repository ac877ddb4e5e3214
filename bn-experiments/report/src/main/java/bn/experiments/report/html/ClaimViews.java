package bn.experiments.report.html;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.report.Section;
import bn.experiments.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values of the template for claims: findings and, apart from them, identities. */
final class ClaimViews {
    private static final double LEAST = 1e-4;

    private ClaimViews() {}

    /** How many of the findings have each verdict. */
    static List<Map<String, Object>> tally(List<Claim> claims) {
        return Stream.of(Verdict.values())
                .map(verdict -> Map.<String, Object>of("verdict", verdict(verdict),
                        "count", claims.stream().filter(Claim::isFinding).filter(claim -> claim.verdict() == verdict).count()))
                .filter(entry -> !entry.get("count").equals(0L)).toList();
    }

    /** The findings. */
    static List<Map<String, Object>> findings(List<Claim> claims) {
        return claims.stream().filter(Claim::isFinding).map(ClaimViews::claim).toList();
    }

    /** The identities. */
    static List<Map<String, Object>> identities(List<Claim> claims) {
        return claims.stream().filter(claim -> !claim.isFinding()).map(ClaimViews::claim).toList();
    }

    /** How many identities hold, in words; nothing if there are none. */
    static List<String> checks(List<Claim> claims) {
        List<Claim> identities = claims.stream().filter(claim -> !claim.isFinding()).toList();
        List<String> failed = identities.stream().filter(claim -> claim.verdict() != Verdict.SUPPORTED).map(Claim::title)
                .toList();
        int count = identities.size();
        return count == 0 ? List.of() : List.of(!failed.isEmpty() ? failed.size() + " of " + count
                + " checks of the instrument failed: " + String.join("; ", failed)
                : count == 1 ? "The check of the instrument holds" : "All " + count + " checks of the instrument hold");
    }

    /** The line that stands for a section: its first finding, or its first identity if it has no finding. */
    static List<Map<String, Object>> line(Section section) {
        return Stream.concat(section.claims().stream().filter(Claim::isFinding), section.claims().stream()).limit(1)
                .map(ClaimViews::claim).toList();
    }

    static Map<String, Object> claim(Claim claim) {
        Map<String, Object> view = new HashMap<>(Map.of("title", claim.title(), "statement", claim.statement(),
                "measured", claim.measured(), "value", claim.number(), "bar", claim.bar(), "verdict", verdict(claim.verdict()),
                "reason", claim.reason(),
                "tuned", !claim.tunedOn().isBlank(), "tunedOn", claim.tunedOn(), "holm", List.of()));
        if (!Double.isNaN(claim.holm())) {
            view.put("holm", List.of(probability(claim.holm())));
        }
        return view;
    }

    /** More than two digits of a p-value mean nothing. */
    private static String probability(double p) {
        return p < LEAST ? "< " + NumberText.plain(LEAST, 4)
                : "= " + NumberText.plain(p, Math.max(2, 1 - (int) Math.floor(Math.log10(p))));
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
}
