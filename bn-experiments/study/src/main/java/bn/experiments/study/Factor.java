package bn.experiments.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What distinguishes the trials of an experiment: a kind of value, and the columns of the results that its levels are written to.
 *
 * @param <L> the type of its levels
 */
public final class Factor<L> {
    private final Map<String, Function<? super L, ?>> columns;

    private Factor(Map<String, Function<? super L, ?>> columns) {
        this.columns = columns;
    }

    /** A factor whose levels are written as {@link String#valueOf(Object)} gives them. */
    public static <L> Factor<L> of(String column) {
        return of(column, level -> level);
    }

    /** A factor whose levels are written by a name or a number that they have. */
    public static <L> Factor<L> of(String column, Function<? super L, ?> text) {
        return new Factor<>(Map.of(column, text));
    }

    /** The same with a further column, for levels that have several values. */
    public Factor<L> and(String column, Function<? super L, ?> text) {
        Map<String, Function<? super L, ?>> more = new LinkedHashMap<>(columns);
        more.put(column, text);
        return new Factor<>(more);
    }

    /** The names of its columns, in their order. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    /** A level by column. */
    Map<String, String> text(L level) {
        Map<String, String> text = new LinkedHashMap<>();
        columns.forEach((column, value) -> text.put(column, String.valueOf(value.apply(level))));
        return text;
    }
}
