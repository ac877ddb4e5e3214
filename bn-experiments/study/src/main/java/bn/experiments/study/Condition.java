package bn.experiments.study;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a trial measures under: a level of each factor, and the seed of everything random. */
public final class Condition {
    private final Map<Factor<?>, Object> levels;
    private final long seed;

    Condition(Map<Factor<?>, Object> levels, long seed) {
        this.levels = levels;
        this.seed = seed;
    }

    /** The level of a factor of the grid. */
    @SuppressWarnings("unchecked")
    public <L> L get(Factor<L> factor) {
        if (!levels.containsKey(factor)) {
            throw new IllegalArgumentException("the trials do not vary " + factor.columns());
        }
        // Only with() puts levels in, with factors of their type.
        return (L) levels.get(factor);
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    <L> Condition with(Factor<L> factor, L level) {
        Map<Factor<?>, Object> more = new LinkedHashMap<>(levels);
        more.put(factor, level);
        return new Condition(more, seed);
    }

    Condition with(long other) {
        return new Condition(levels, other);
    }

    /** The levels by column, in the order of the factors. */
    Map<String, String> text() {
        Map<String, String> text = new LinkedHashMap<>();
        levels.forEach((factor, level) -> text.putAll(text(factor, level)));
        return text;
    }

    @SuppressWarnings("unchecked")
    private static <L> Map<String, String> text(Factor<L> factor, Object level) {
        return factor.text((L) level);
    }
}
