package bn.experiments.study.decay;

import bn.experiments.report.Claim;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** The claims of the experiment. */
final class DecayReport {
    private final Results results;
    private final Evidence evidence;

    private DecayReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new DecayReport(evidence).findings();
    }

    private Findings findings() {
        List<Claim> claims = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            claims.add(evidence.judgeAll(key("angle", rule), angles(rule)));
        }
        claims.add(evidence.judgeAll("effective", layers("effective rate", Placement.INNER, Placement.NONE)));
        claims.add(evidence.judgeAll("angle-last", layers("angle", Placement.ALL, Placement.INNER)));
        for (Placement placement : List.of(Placement.LAST, Placement.ALL)) {
            for (Rule rule : Rule.values()) {
                claims.add(evidence.judge(key("rate-" + placement.label(), rule),
                        relative(results, rule, placement).map(rate -> rate - 1).estimate()));
            }
        }
        claims.add(evidence.judgeAll("noise", noise()));
        claims.add(evidence.judgeAll("rate-inner", rules((those, rule) -> relative(those, rule, Placement.INNER)
                .minus(relative(those, rule, Placement.NONE)).estimate())));
        for (Rule rule : Rule.values()) {
            Results those = results.where("optimizer", rule.label());
            claims.add(evidence.judge(key("loss", rule), those.each("loss ratio").estimate(those.testVariance("loss ratio"))));
        }
        DecayText text = new DecayText(results, evidence.protocol());
        return new Findings(text.protocol(), claims, new DecayFigures(results).blocks(), text.meaning());
    }

    private static String key(String claim, Rule rule) {
        return claim + "-" + rule.label().toLowerCase(Locale.ROOT);
    }

    /** The rate of the last layers, relative to that at rest with a decay of theirs. */
    static Sample relative(Results results, Rule rule, Placement placement) {
        return at(results, rule, placement).each("relative rate");
    }

    static Results at(Results results, Rule rule, Placement placement) {
        return results.where("optimizer", rule.label()).where("decay", placement.label());
    }

    /** Measured / predicted - 1 for each inner layer with decay. */
    private Map<String, Estimate> angles(Rule rule) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (Placement placement : Placement.values()) {
            if (placement.decaysInner()) {
                estimates.putAll(at(results, rule, placement).quantity("angle ratio").estimates(List.of("decay", "layer"),
                        those -> those.each("angle ratio").map(ratio -> ratio - 1)));
            }
        }
        return estimates;
    }

    /** The relative rate, plus the part that noise takes, less 1, for each optimizer and placement with decay of the last gammas. */
    private Map<String, Estimate> noise() {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (Placement placement : List.of(Placement.LAST, Placement.ALL)) {
            rules((those, rule) -> relative(those, rule, placement).plus(at(those, rule, placement).each("noise"))
                    .map(sum -> sum - 1).estimate())
                    .forEach((rule, sum) -> estimates.put(rule + ", decay " + placement.label(), sum));
        }
        return estimates;
    }

    private Map<String, Estimate> rules(BiFunction<Results, Rule, Estimate> number) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (Rule rule : Rule.values()) {
            estimates.put(rule.label(), number.apply(results, rule));
        }
        return estimates;
    }

    /** The log of a quantity of the inner layers with one placement over that with another, for each optimizer and layer. */
    private Map<String, Estimate> layers(String quantity, Placement first, Placement second) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (Rule rule : Rule.values()) {
            Results a = at(results, rule, first);
            for (String layer : a.levels("layer")) {
                Sample ratio = a.where("layer", layer).each(quantity)
                        .over(at(results, rule, second).where("layer", layer).each(quantity));
                estimates.put(rule.label() + ", layer " + layer, ratio.map(Math::log).estimate());
            }
        }
        return estimates;
    }
}
