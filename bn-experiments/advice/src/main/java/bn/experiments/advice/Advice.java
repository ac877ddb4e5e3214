package bn.experiments.advice;

import bn.experiments.run.RunSettings;
import bn.experiments.stream.ScaleGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What weight decay and batch norm do in a network.
 *
 * @param readings what the rates are means over, in words
 * @param groups what weight decay on each group of parameters does
 * @param statements what that means, at most ten
 * @param predictions what the theory predicts next to what was measured; none if the training or gradients of batches are not known
 */
public record Advice(String readings, List<GroupAdvice> groups, List<Statement> statements,
        List<Prediction> predictions) {

    /** What is asked of the predictions, and why some are not applicable: each note once, after its theorems. */
    public List<String> notes() {
        Map<String, Set<String>> theorems = new LinkedHashMap<>();
        predictions.forEach(row -> theorems.computeIfAbsent(row.note(), note -> new LinkedHashSet<>()).add(row.theorem()));
        return theorems.entrySet().stream().map(each -> String.join(", ", each.getValue()) + ": " + each.getKey()).toList();
    }

    /** What weight decay does in a network, however it is trained; nothing if it is not known what reads its layers. */
    static List<Statement> aboutDecay(AdvisedNetwork network) {
        return network.streams().isEmpty() ? List.of()
                : new DecayStatements(network, network.groups(), Optional.empty()).all().toList();
    }

    /**
     * The advice for a network.
     *
     * @param training how it is trained; empty if that is not known
     */
    public static Advice of(AdvisedNetwork network, Optional<RunSettings> training) {
        ScaleGroups scale = network.groups();
        DecayResults results = new DecayResults(network, training);
        List<GroupAdvice> groups = new ArrayList<>();
        groups.add(results.weights());
        groups.addAll(results.of(scale));
        if (!network.linear().isEmpty()) {
            groups.add(results.linear());
        }
        RateStatements rates = new RateStatements(network);
        DecayStatements decays = new DecayStatements(network, scale, training);
        return new Advice(network.readings(), groups,
                Stream.of(Stream.of(rates.regularizes()), decays.all(), Stream.of(rates.dead(), rates.folding()),
                        Stream.of(new OpenQuestions(network, scale, training).statement()))
                        .flatMap(each -> each).toList(),
                training.flatMap(run -> network.batches().map(readings -> new Predictions(network, readings, run).all()))
                        .orElse(List.of()));
    }
}
