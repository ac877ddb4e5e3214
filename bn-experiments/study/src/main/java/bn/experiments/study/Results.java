package bn.experiments.study;

import bn.experiments.report.Point;
import bn.experiments.report.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The observations of an experiment, selected by factors. */
public final class Results {
    private final List<Observation> observations;

    /** Results of observations in the order of the trials. */
    public Results(List<Observation> observations) {
        this.observations = List.copyOf(observations);
    }

    /** All observations. */
    public List<Observation> observations() {
        return observations;
    }

    /** Those at a level of a factor. */
    public Results where(String factor, Object level) {
        String text = String.valueOf(level);
        return new Results(observations.stream().filter(each -> text.equals(each.factors().get(factor))).toList());
    }

    /** Those of a quantity. */
    public Results quantity(String quantity) {
        return new Results(observations.stream().filter(each -> each.quantity().equals(quantity)).toList());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return observations.isEmpty();
    }

    /** The levels of a factor, in the order in which they first appear. */
    public List<String> levels(String factor) {
        return observations.stream().filter(each -> each.factors().containsKey(factor)).map(each -> each.factors().get(factor))
                .distinct().toList();
    }

    /**
     * The value of a quantity for each seed.
     *
     * @throws IllegalStateException if there is none, or several for a seed: then a factor was left open
     */
    public Sample each(String quantity) {
        return bySeed(quantity, (a, b) -> {
            throw new IllegalStateException("several values of '" + quantity + "' for a seed");
        });
    }

    /**
     * An estimate for each combination of the levels of some factors, by its name.
     *
     * @param number what is estimated, from the results of a combination
     */
    public Map<String, Estimate> estimates(List<String> factors, Function<Results, Sample> number) {
        return grouped(factors, those -> number.apply(those).estimate());
    }

    /**
     * An estimate for each combination of the levels of some factors, by its name, with intervals for other test examples as well.
     *
     * @param number what is estimated, from the results of a combination
     * @param quantity whose {@link #testVariance} is that of the number
     */
    public Map<String, Estimate> estimates(List<String> factors, Function<Results, Sample> number, String quantity) {
        return grouped(factors, those -> number.apply(those).estimate(those.testVariance(quantity)));
    }

    private Map<String, Estimate> grouped(List<String> factors, Function<Results, Estimate> number) {
        Map<String, List<Observation>> groups = new LinkedHashMap<>();
        for (Observation each : observations) {
            String name = factors.stream().filter(each.factors()::containsKey)
                    .map(factor -> factor + " " + each.factors().get(factor)).collect(Collectors.joining(", "));
            groups.computeIfAbsent(name, key -> new ArrayList<>()).add(each);
        }
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        groups.forEach((name, group) -> estimates.put(name, number.apply(new Results(group))));
        return estimates;
    }

    /** The largest value of a quantity for each seed, over all factors left open; NaN if one is NaN. */
    public Sample largest(String quantity) {
        return bySeed(quantity, Math::max);
    }

    /** The largest distance of a quantity from a number for each seed, over all factors left open; NaN if one is NaN. */
    public Sample farthest(String quantity, double from) {
        return new Results(quantity(quantity).observations.stream().map(each -> new Observation(each.trial(), each.seed(),
                each.factors(), quantity, Math.abs(each.value() - from))).toList()).largest(quantity);
    }

    /** The mean of a quantity for each seed, over all factors left open. */
    public Sample mean(String quantity) {
        Sample sum = bySeed(quantity, Double::sum);
        long each = quantity(quantity).observations.size() / sum.values().length;
        return sum.map(value -> value / each);
    }

    /**
     * For each seed, a bound of the variance that drawing the test examples gives to a quantity, or to its mean over all factors
     * left open. All conditions share the test examples, so their errors go together: the deviation of the mean is at most the mean
     * of the deviations, and is that if the errors of all conditions are the same but for their size.
     */
    public Sample testVariance(String quantity) {
        String variance = Influence.varianceOf(quantity);
        return new Results(quantity(variance).observations.stream().map(each -> new Observation(each.trial(), each.seed(),
                each.factors(), variance, Math.sqrt(each.value()))).toList()).mean(variance).map(each -> each * each);
    }

    private Sample bySeed(String quantity, DoubleBinaryOperator merge) {
        SortedMap<Long, Double> values = new TreeMap<>();
        for (Observation each : quantity(quantity).observations) {
            values.merge(each.seed(), each.value(), merge::applyAsDouble);
        }
        if (values.isEmpty()) {
            throw new IllegalStateException("no values of '" + quantity + "'");
        }
        return new Sample(values);
    }

    /** A quantity's mean over the seeds against a factor whose levels are numbers; with intervals if there are several seeds. */
    public Series series(String name, Series.Style style, String factor, String quantity) {
        List<Point> points = new ArrayList<>();
        Results those = quantity(quantity);
        for (String level : those.levels(factor)) {
            points.add(those.where(factor, level).mean(quantity).estimate().at(Double.parseDouble(level)));
        }
        return new Series(name, name, style, points);
    }
}
