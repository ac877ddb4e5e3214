package bn.experiments.study;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The trials of a factor grid: one for each combination of levels and each seed. The factor that was named first varies most slowly,
 * the seed fastest.
 */
public final class Trials {
    private final Protocol protocol;
    private final List<Condition> conditions;
    private final ToDoubleFunction<Condition> cost;

    private Trials(Protocol protocol, List<Condition> conditions, ToDoubleFunction<Condition> cost) {
        this.protocol = protocol;
        this.conditions = conditions;
        this.cost = cost;
    }

    /** What a trial does at its place in the grid. */
    @FunctionalInterface
    public interface Measurement {

        /**
         * Measures.
         *
         * @throws java.util.concurrent.CancellationException if the context asks for it
         */
        void run(TrialContext context, Recorder recorder, Condition at);
    }

    /** A grid without factors: a trial for each seed of the protocol, of cost 1. */
    public static Trials grid(Protocol protocol) {
        return new Trials(protocol, List.of(new Condition(Map.of(), 0)), at -> 1);
    }

    /** A grid with a further factor. */
    public <L> Trials over(Factor<L> factor, List<L> levels) {
        return new Trials(protocol,
                conditions.stream().flatMap(at -> levels.stream().map(level -> at.with(factor, level))).toList(),
                cost);
    }

    /** A grid with a further factor. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only read.
    public final <L> Trials over(Factor<L> factor, L... levels) {
        return over(factor, List.of(levels));
    }

    /** The same with the {@linkplain Trial#cost cost} of each trial, in the quick and in the full study. */
    public Trials cost(double quick, double full) {
        return cost(at -> protocol.quick() ? quick : full);
    }

    /** The same with a cost that depends on the levels. */
    public Trials cost(ToDoubleFunction<Condition> other) {
        return new Trials(protocol, conditions, other);
    }

    /** The trials. */
    public List<Trial> measure(Measurement measurement) {
        return conditions.stream().flatMap(at -> seeds().mapToObj(at::with)).map(at -> new Trial(at.text(), at.seed(),
                cost.applyAsDouble(at), (context, recorder) -> measurement.run(context, recorder, at))).toList();
    }

    private LongStream seeds() {
        return LongStream.of(protocol.seedList());
    }

    /** The trials of several grids, all those of the first seed before those of the next. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only read.
    public static List<Trial> bySeed(List<Trial>... grids) {
        return Stream.of(grids).flatMap(List::stream).sorted((a, b) -> Long.compare(a.seed(), b.seed())).toList();
    }
}
