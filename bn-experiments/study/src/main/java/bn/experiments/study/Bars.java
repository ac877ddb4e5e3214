package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.report.Verdict;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The bars of an experiment, by key, and the verdicts on what was measured. They are read from the resource
 * {@code bn/experiments/study/bars/NAME.json}, in a package that its module opens.
 */
public final class Bars {
    private final String experiment;
    private final Map<String, Bar> byKey;

    private Bars(String experiment, Map<String, Bar> byKey) {
        this.experiment = experiment;
        this.byKey = byKey;
    }

    /** The bars of an experiment. */
    public static Bars of(String experiment) {
        String file = "bn/experiments/study/bars/" + experiment + ".json";
        try (InputStream in = Bars.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no file " + file);
            }
            return of(experiment, Json.parse(in.readAllBytes(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Bars that were written by {@link #asMap}.
     *
     * @throws IllegalArgumentException if they were not
     */
    static Bars of(String experiment, JsonNode tree) {
        if (!tree.isObject()) {
            throw new IllegalArgumentException("no object with the bars of '" + experiment + "'");
        }
        Map<String, Bar> byKey = new LinkedHashMap<>();
        tree.fields().forEachRemaining(entry -> byKey.put(entry.getKey(), bar(entry.getValue())));
        return new Bars(experiment, byKey);
    }

    private static Bar bar(JsonNode tree) {
        return new Bar(text(tree, "title"), text(tree, "statement"), text(tree, "measure"),
                Bar.Side.valueOf(text(tree, "side").toUpperCase(Locale.ROOT)), number(tree.required("value")), text(tree, "reason"));
    }

    private static double number(JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new IllegalArgumentException("the value of a bar is no number: " + value);
        }
        return value.asDouble();
    }

    private static String text(JsonNode tree, String field) {
        JsonNode text = tree.required(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("the " + field + " of a bar is no text: " + text);
        }
        return text.asText();
    }

    /** The bars by key, in the order of the file. */
    public Map<String, Bar> asMap() {
        return Collections.unmodifiableMap(byKey);
    }

    /** A bar. */
    public Bar get(String key) {
        Bar bar = byKey.get(key);
        if (bar == null) {
            throw new IllegalArgumentException("experiment '" + experiment + "' has no bar '" + key + "'");
        }
        return bar;
    }

    /**
     * The verdict on an estimate: supported if its whole interval meets the bar, not supported if no part of it does, undecided
     * otherwise. NaN meets no bar.
     */
    public Claim judge(String key, Estimate estimate) {
        Bar bar = get(key);
        boolean below = bar.side() == Bar.Side.AT_MOST;
        boolean all = below ? estimate.most() <= bar.value() : estimate.least() >= bar.value();
        boolean some = below ? estimate.least() <= bar.value() : estimate.most() >= bar.value();
        return claim(bar, estimate.text() + (estimate.count() > 1 ? ", " + estimate.count() + " seeds" : ""),
                all ? Verdict.SUPPORTED : some ? Verdict.UNDECIDED : Verdict.NOT_SUPPORTED);
    }

    /** The verdict on a worst case, which has no interval. NaN meets no bar. */
    public Claim judge(String key, double worst) {
        Bar bar = get(key);
        boolean meets = bar.side() == Bar.Side.AT_MOST ? worst <= bar.value() : worst >= bar.value();
        return claim(bar, NumberText.of(worst), meets ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED);
    }

    /** A claim whose conditions do not hold. */
    public Claim notApplicable(String key, String reason) {
        return claim(get(key), reason, Verdict.NOT_APPLICABLE);
    }

    private static Claim claim(Bar bar, String measured, Verdict verdict) {
        return new Claim(bar.title(), bar.statement(), bar.measure() + ": " + measured,
                bar.side().words() + " " + NumberText.of(bar.value()), verdict, bar.reason());
    }
}
