package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.result.OutputDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between the results of two studies.
 *
 * @param settings in what their protocols, the criteria of their claims and their completeness differ, in words
 * @param rows of the experiments that either has
 * @param outside quantities whose difference is not within its interval, the clearest first
 */
public record StudyComparison(List<String> settings, List<Row> rows, List<Difference> outside) {
    private static final String BETWEEN = " in the first study, in the second ";

    /**
     * An experiment. A quantity is what was measured under one combination of factors, from all seeds.
     *
     * @param experiment its name
     * @param identical quantities whose values are the same to the last bit, seed by seed
     * @param within others, whose difference is within its 95 % interval
     * @param outside others
     * @param single quantities that only one of the studies has
     */
    public record Row(String experiment, int identical, int within, int outside, int single) {}

    /**
     * A quantity that differs.
     *
     * @param experiment its experiment
     * @param quantity its name and factors
     * @param first in the first study
     * @param second in the second
     * @param change second less first: seed by seed if the seeds are the same, otherwise by Welch's interval; without interval for
     *     one seed
     */
    public record Difference(String experiment, String quantity, Estimate first, Estimate second, Estimate change) {

        /** Whether 0 is in its interval. */
        boolean within() {
            return change.interval() && change.low() <= 0 && change.high() >= 0;
        }

        /** The change in units of half its interval. */
        double clarity() {
            return change.interval() ? Math.abs(change.mean()) / (change.high() - change.mean()) : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * Compares the studies in two folders.
     *
     * @param experiments those to look for
     * @throws bn.api.InvalidRequestException if one of them holds no study
     * @throws BnException if files of one are damaged, or both have no results
     */
    public static StudyComparison of(List<Experiment> experiments, OutputDirectory first, OutputDirectory second) {
        StudyFiles one = new StudyFiles(first);
        StudyFiles other = new StudyFiles(second);
        Protocol oneProtocol = StudyDirectory.manifest(one).protocol();
        Protocol otherProtocol = StudyDirectory.manifest(other).protocol();
        List<String> settings = new ArrayList<>(StudyDifferences.of(oneProtocol, otherProtocol, BETWEEN));
        List<Experiment> inOne = ResultTable.measured(one, experiments);
        List<Experiment> inOther = ResultTable.measured(other, experiments);
        List<Row> rows = new ArrayList<>();
        List<Difference> outside = new ArrayList<>();
        for (Experiment experiment : experiments) {
            boolean both = inOne.contains(experiment) && inOther.contains(experiment);
            if (both) {
                StudyDifferences.of(RecordedCriteria.of(one, experiment), RecordedCriteria.of(other, experiment), BETWEEN)
                        .forEach(each -> settings.add("experiment " + experiment.name() + ": " + each));
            } else if (inOne.contains(experiment) || inOther.contains(experiment)) {
                settings.add("experiment " + experiment.name() + " is in one of the studies only");
            }
            if (inOne.contains(experiment) || inOther.contains(experiment)) {
                rows.add(row(experiment, quantities(one, experiment, oneProtocol), quantities(other, experiment, otherProtocol),
                        outside));
            }
        }
        if (rows.isEmpty()) {
            throw new BnException(
                    "neither " + first.path() + " nor " + second.path() + " holds results: there is nothing to compare");
        }
        Study.unfinished(one, experiments).forEach(each -> settings.add("in the first study, " + each));
        Study.unfinished(other, experiments).forEach(each -> settings.add("in the second study, " + each));
        outside.sort((a, b) -> Double.compare(b.clarity(), a.clarity()));
        return new StudyComparison(settings, rows, outside);
    }

    private static Map<String, SortedMap<Long, Double>> quantities(StudyFiles files, Experiment experiment, Protocol protocol) {
        Map<String, SortedMap<Long, Double>> quantities = new LinkedHashMap<>();
        for (Observation each : ResultTable.in(files, experiment, protocol).results().observations()) {
            StringBuilder name = new StringBuilder(each.quantity());
            experiment.factors().stream().filter(each.factors()::containsKey)
                    .forEach(factor -> name.append(' ').append(factor).append('=').append(each.factors().get(factor)));
            quantities.computeIfAbsent(name.toString(), key -> new TreeMap<>()).put(each.seed(), each.value());
        }
        return quantities;
    }

    private static Row row(Experiment experiment, Map<String, SortedMap<Long, Double>> first,
            Map<String, SortedMap<Long, Double>> second, List<Difference> outside) {
        int identical = 0;
        int within = 0;
        int before = outside.size();
        Set<String> single = new TreeSet<>(first.keySet());
        single.addAll(second.keySet());
        for (Map.Entry<String, SortedMap<Long, Double>> entry : first.entrySet()) {
            SortedMap<Long, Double> other = second.get(entry.getKey());
            if (other == null) {
                continue;
            }
            single.remove(entry.getKey());
            if (entry.getValue().equals(other)) {
                identical++;
                continue;
            }
            Difference difference = difference(experiment, entry.getKey(), new Sample(entry.getValue()), new Sample(other),
                    entry.getValue().keySet().equals(other.keySet()));
            if (difference.within()) {
                within++;
            } else {
                outside.add(difference);
            }
        }
        return new Row(experiment.name(), identical, within, outside.size() - before, single.size());
    }

    private static Difference difference(Experiment experiment, String name, Sample first, Sample second, boolean paired) {
        Estimate change = paired ? second.minus(first).estimate() : Estimate.difference(first.values(), second.values());
        return new Difference(experiment.name(), name, first.estimate(), second.estimate(), change);
    }
}
