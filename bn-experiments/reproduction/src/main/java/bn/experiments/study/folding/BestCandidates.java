package bn.experiments.study.folding;

import bn.experiments.report.NumberText;
import bn.experiments.study.Observation;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * For each arm and seed the candidate, a learning rate and a weight decay, of the least validation loss among those that went on and
 * did not run away. Test examples have no part in the choice.
 */
final class BestCandidates {
    private static final String CHOSEN_BY = "validation loss";

    private final Results results;
    private final int seeds;

    private record Candidate(String learningRate, String decay, double loss) {}

    /**
     * A choice.
     *
     * @param results what there is to choose from
     * @param seeds how many an arm needs
     */
    BestCandidates(Results results, int seeds) {
        this.results = results;
        this.seeds = seeds;
    }

    private SortedMap<Long, Candidate> candidates(Arm arm) {
        SortedMap<Long, Candidate> best = new TreeMap<>();
        Results those = results.where("arm", arm.label());
        for (Observation each : those.quantity(CHOSEN_BY).observations()) {
            double travelled = at(those.quantity("travelled"), each);
            if (Double.isFinite(each.value()) && Outcome.wentOn(travelled)) {
                best.merge(each.seed(), new Candidate(each.factors().get("learning-rate"), each.factors().get("decay"),
                        each.value()),
                        (old, other) -> other.loss() < old.loss() ? other : old);
            }
        }
        return best;
    }

    /** The value of the seed, learning rate and decay of another observation. */
    private static double at(Results results, Observation other) {
        return results.observations().stream()
                .filter(each -> each.seed() == other.seed() && each.factors().equals(other.factors())).findFirst().orElseThrow()
                .value();
    }

    /** What was observed of an arm with its chosen candidates; empty if all candidates diverged for some seed. */
    Optional<Results> of(Arm arm) {
        SortedMap<Long, Candidate> best = candidates(arm);
        if (best.size() < seeds) {
            return Optional.empty();
        }
        return Optional.of(new Results(results.where("arm", arm.label()).observations().stream().filter(each -> {
            Candidate candidate = best.get(each.seed());
            return each.factors().containsKey("learning-rate")
                    && Objects.equals(candidate.learningRate(), each.factors().get("learning-rate"))
                    && Objects.equals(candidate.decay(), each.factors().get("decay"));
        }).toList()));
    }

    /** The paired difference of the second arm from the first; empty if one has no numbers. */
    Optional<Sample> difference(Arm first, Arm second, String quantity) {
        return of(first).flatMap(a -> of(second).map(b -> a.each(quantity).minus(b.each(quantity))));
    }

    /** Learning rates that were chosen, or weight decays, each with the number of seeds. */
    String choices(Arm arm, String factor) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        candidates(arm).values().forEach(candidate -> counts.merge(
                factor.equals("decay") ? candidate.decay() : candidate.learningRate(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        counts.forEach((level, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(NumberText.of(Double.parseDouble(level))).append(" × ").append(count));
        return text.toString();
    }
}
