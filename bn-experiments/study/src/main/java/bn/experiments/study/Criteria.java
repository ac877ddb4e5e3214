package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.report.Verdict;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The criteria of an experiment, by key, and the verdicts on what was measured. */
public final class Criteria {
    private final String experiment;
    private final Map<String, Criterion> byKey;

    private Criteria(String experiment, Map<String, Criterion> byKey) {
        this.experiment = experiment;
        this.byKey = byKey;
    }

    /**
     * Reads the criteria of an experiment from JSON: for each key an object with the fields of {@link Criterion}, the side as
     * {@code at_most}, {@code at_least}, {@code within} or {@code beyond}. Two may be left out: the kind, for a finding, and tunedOn.
     *
     * @param json is closed; null, as for a resource that does not exist, is an error
     * @throws BnException if it is not such JSON
     */
    public static Criteria read(String experiment, InputStream json) {
        String what = "the file with the criteria of experiment '" + experiment + "'";
        if (json == null) {
            throw new BnException(what + " was not found");
        }
        try (json) {
            return of(experiment, Json.parse(json.readAllBytes(), what));
        } catch (IllegalArgumentException e) {
            throw new BnException(what + " does not hold criteria: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Criteria that were written by {@link #asMap}.
     *
     * @throws IllegalArgumentException if they were not
     */
    static Criteria of(String experiment, JsonNode tree) {
        if (!tree.isObject()) {
            throw new IllegalArgumentException("no object with the criteria of '" + experiment + "'");
        }
        Map<String, Criterion> byKey = new LinkedHashMap<>();
        tree.properties().forEach(entry -> byKey.put(entry.getKey(), criterion(entry.getValue())));
        return new Criteria(experiment, byKey);
    }

    private static Criterion criterion(JsonNode tree) {
        return new Criterion(text(tree, "title"), text(tree, "statement"), text(tree, "measure"),
                Criterion.Bound.valueOf(text(tree, "side").toUpperCase(Locale.ROOT)), number(tree.required("value")),
                text(tree, "reason"),
                tree.has("kind") ? Claim.Kind.valueOf(text(tree, "kind").toUpperCase(Locale.ROOT)) : Claim.Kind.FINDING,
                tree.has("tunedOn") ? text(tree, "tunedOn") : "");
    }

    private static double number(JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new IllegalArgumentException("the value of a criterion is no number: " + value);
        }
        return value.asDouble();
    }

    private static String text(JsonNode tree, String field) {
        JsonNode text = tree.required(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("the " + field + " of a criterion is no text: " + text);
        }
        return text.asText();
    }

    /** The criteria by key, in the order of the file. */
    public Map<String, Criterion> asMap() {
        return Collections.unmodifiableMap(byKey);
    }

    /** A criterion. */
    public Criterion get(String key) {
        Criterion criterion = byKey.get(key);
        if (criterion == null) {
            throw new IllegalArgumentException("experiment '" + experiment + "' has no criterion '" + key + "'");
        }
        return criterion;
    }

    /**
     * The verdict on an estimate: supported if its whole interval meets the criterion, not supported if no part of it does,
     * undecided otherwise. What is no number decides nothing: NaN or infinite, a finding is not applicable, and a check of the
     * instrument, which has to come to a number, failed. {@link Holm} corrects the verdicts of several claims.
     */
    public Claim judge(String key, Estimate estimate) {
        Criterion criterion = get(key);
        if (!Double.isFinite(estimate.mean())) {
            return noNumber(criterion, estimate.mean(), "");
        }
        return claim(criterion, estimate.text(), seeds(estimate), criterion.verdict(estimate), criterion.p(estimate));
    }

    /**
     * The verdict on a statement about several estimates at once: supported if it is for each (then p is the largest, Berger 1982),
     * not supported if it is not for one of them (then p is the least, times their number), undecided otherwise.
     *
     * @param estimates by what they are about; the one that is nearest to failing, or fails most clearly, in standard errors is told. If one is no number, that is told, as in
     *     {@link #judge(String, Estimate)}
     */
    public Claim judgeAll(String key, Map<String, Estimate> estimates) {
        Criterion criterion = get(key);
        for (Map.Entry<String, Estimate> each : estimates.entrySet()) {
            if (!Double.isFinite(each.getValue().mean())) {
                return noNumber(criterion, each.getValue().mean(), " (" + each.getKey() + ")");
            }
        }
        Map.Entry<String, Estimate> worst = estimates.entrySet().stream()
                .min(Comparator.comparingDouble((Map.Entry<String, Estimate> each) -> criterion.margin(each.getValue()))
                        .thenComparingDouble(each -> criterion.distance(each.getValue())))
                .orElseThrow();
        List<Verdict> verdicts = estimates.values().stream().map(criterion::verdict).toList();
        boolean refuted = verdicts.contains(Verdict.NOT_SUPPORTED);
        // An estimate without an interval has no p; the others still have theirs.
        DoubleStream p = estimates.values().stream().filter(each -> !refuted || criterion.verdict(each) == Verdict.NOT_SUPPORTED)
                .mapToDouble(criterion::p).filter(each -> !Double.isNaN(each));
        double combined = refuted ? Math.min(1, estimates.size() * p.min().orElse(Double.NaN)) : p.max().orElse(Double.NaN);
        return claim(criterion, worst.getValue().text(), seeds(worst.getValue()) + " (" + worst.getKey()
                + (estimates.size() > 1
                        ? (refuted ? ", the clearest failure of " : ", the nearest to failing of ") + estimates.size() : "")
                + ")",
                refuted ? Verdict.NOT_SUPPORTED
                        : verdicts.stream().allMatch(Verdict.SUPPORTED::equals) ? Verdict.SUPPORTED : Verdict.UNDECIDED,
                combined);
    }

    private static String seeds(Estimate estimate) {
        return estimate.count() > 1 ? ", " + estimate.count() + " seeds" : "";
    }

    /** The verdict on a worst case, which has no interval; NaN and infinite numbers as in {@link #judge(String, Estimate)}. */
    public Claim judge(String key, double worst) {
        Criterion criterion = get(key);
        if (!Double.isFinite(worst)) {
            return noNumber(criterion, worst, "");
        }
        return claim(criterion, NumberText.of(worst), "", criterion.meets(worst) ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED,
                Double.NaN);
    }

    private static Claim noNumber(Criterion criterion, double value, String where) {
        boolean check = criterion.kind() == Claim.Kind.IDENTITY;
        return claim(criterion, NumberText.of(value), where + ", which is no number to judge by",
                check ? Verdict.NOT_SUPPORTED : Verdict.NOT_APPLICABLE, Double.NaN);
    }

    /** A claim whose conditions do not hold. */
    public Claim notApplicable(String key, String reason) {
        return claim(get(key), reason, "", Verdict.NOT_APPLICABLE, Double.NaN);
    }

    private static Claim claim(Criterion criterion, String number, String detail, Verdict verdict, double p) {
        return new Claim(criterion.title(), criterion.statement(), criterion.measure() + ": " + number + detail, number,
                criterion.side().words() + " " + NumberText.of(criterion.value()), verdict, criterion.reason(), criterion.kind(),
                criterion.tunedOn(), p, p);
    }
}
