package bn.spark;

import bn.api.InvalidRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of a request in the data, features first.
 *
 * @param features the features
 * @param targets the targets
 */
record InputColumns(List<InputColumn> features, TargetKind targets) {
    private static final int NAMED = 20;

    /**
     * Finds the columns.
     *
     * @throws InvalidRequestException if there are none, or they hold something else than numbers
     */
    static InputColumns of(Dataset<Row> data, MomentsRequest request) {
        List<String> names = request.features().isEmpty()
                ? Arrays.stream(data.columns()).filter(name -> !request.targets().contains(name)).toList() : request.features();
        TargetKind targets = TargetKind.of(find(data, request.targets()), request.task());
        List<StructField> features = find(data, names);
        if (features.isEmpty()) {
            throw new InvalidRequestException("there are no columns but the target, and so no features");
        }
        List<String> others = features.stream().filter(field -> !ColumnKind.of(field.dataType()).feature())
                .map(field -> field.name() + " (" + field.dataType().simpleString() + ")").toList();
        if (!others.isEmpty()) {
            throw new InvalidRequestException(
                    "features are numbers, booleans, arrays of numbers or vectors, and these columns are "
                            + "not: " + shown(others) + "; name the features by --features, or make numbers of them before");
        }
        return new InputColumns(VectorLengths.columns(data, features), targets);
    }

    private static List<StructField> find(Dataset<Row> data, List<String> names) {
        List<StructField> fields = Arrays.asList(data.schema().fields());
        return names.stream().map(name -> {
            List<StructField> found = fields.stream().filter(field -> field.name().equals(name)).toList();
            if (found.size() != 1) {
                throw new InvalidRequestException((found.isEmpty() ? "there is no column " + name
                        : "there are " + found.size() + " columns " + name) + "; the data have "
                        + shown(fields.stream().map(StructField::name).toList()));
            }
            return found.get(0);
        }).toList();
    }

    private static String shown(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    /** What is selected: the features, then the targets. */
    Column[] selection() {
        return Stream.concat(features.stream().map(InputColumn::selected), targets.selected()).toArray(Column[]::new);
    }

    /** The names of what is selected. */
    List<String> names() {
        return Stream.concat(features.stream().map(InputColumn::name), targets.names().stream()).toList();
    }

    /** The name of each number that is a feature. */
    List<String> featureNames() {
        return features.stream().flatMap(column -> column.kind().scalar() ? Stream.of(column.name())
                : IntStream.range(0, column.width()).mapToObj(i -> column.name() + "[" + i + "]")).toList();
    }

    /** What a task has to do. */
    MomentsPass pass() {
        List<Span> spans = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < features.size(); i++) {
            if (!features.get(i).kind().scalar()) {
                scalars(spans, first, i);
                spans.add(features.get(i).span(i));
                first = i + 1;
            }
        }
        scalars(spans, first, features.size() + (targets.text() ? 0 : targets.names().size()));
        RowLayout layout = new RowLayout(List.copyOf(spans), names().size());
        int width = features.stream().mapToInt(InputColumn::width).sum();
        return new MomentsPass(layout, width, targets.text() ? features.size() : targets.classColumn(), targets.mostClasses());
    }

    private static void scalars(List<Span> spans, int from, int to) {
        if (to > from) {
            spans.add(new Span.Scalars(from, to - from));
        }
    }
}
