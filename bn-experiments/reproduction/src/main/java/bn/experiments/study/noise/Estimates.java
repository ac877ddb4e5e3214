package bn.experiments.study.noise;

import bn.experiments.study.Estimate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Estimates in a sentence. */
final class Estimates {

    private Estimates() {}

    /** What each name has, with commas between. */
    static String list(List<String> names, Function<String, Estimate> estimate) {
        return names.stream().map(name -> estimate.apply(name).text() + " for " + name).collect(Collectors.joining(", "));
    }
}
