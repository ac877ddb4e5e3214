package bn.spark;

import bn.api.InvalidRequestException;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import bn.experiments.rate.TargetMoments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;

/**
 * The targets, and what is known before the pass of what they are. Text and booleans are classes. Whole numbers are classes by the
 * rule of {@link TargetNumbers}, which needs all of them: so a pass collects both. Other numbers are quantities.
 *
 * @param names the columns
 * @param kind of a single target; of several, {@link ColumnKind#DECIMAL}
 * @param asked the task, if it was asked for
 */
record TargetKind(List<String> names, ColumnKind kind, Optional<Task> asked) {

    static TargetKind of(List<StructField> fields, Optional<Task> asked) {
        List<String> names = fields.stream().map(StructField::name).toList();
        boolean quantity = fields.size() > 1 || asked.equals(Optional.of(Task.REGRESSION));
        for (StructField field : fields) {
            ColumnKind kind = ColumnKind.of(field.dataType());
            if (!kind.scalar() && (quantity || kind != ColumnKind.TEXT)) {
                throw new InvalidRequestException("the target " + field.name() + " is " + field.dataType().simpleString()
                        + (kind != ColumnKind.TEXT ? "; a target is a number, a boolean or text"
                                : fields.size() > 1 ? "; only one target can be classes: ask for it alone"
                                : ", which is no number; make one of it before, or leave out --target-kind number"));
            }
        }
        ColumnKind first = ColumnKind.of(fields.get(0).dataType());
        return new TargetKind(names, quantity ? ColumnKind.DECIMAL : first, asked);
    }

    /** Whether the target is read as text. */
    boolean text() {
        return kind == ColumnKind.TEXT || kind == ColumnKind.BOOLEAN;
    }

    /** Where a class that is a number is found. */
    int classColumn() {
        boolean classes = asked.equals(Optional.of(Task.CLASSIFICATION)) || asked.isEmpty() && kind == ColumnKind.INTEGER;
        return classes && names.size() == 1 ? MomentsPass.NUMBER : MomentsPass.NONE;
    }

    int mostClasses() {
        return text() || asked.isPresent() ? TargetNumbers.MAX_CLASSES : TargetNumbers.MAX_NUMBERED_CLASSES;
    }

    Stream<Column> selected() {
        return names.stream().map(name -> InputColumn.named(name).cast(text() ? "string" : "double"));
    }

    /** The moments with the targets that the rows turned out to have. */
    TargetMoments moments(PartMoments all) {
        return new TargetDecision(this, all).moments();
    }

    /** Why they are that. */
    String reason(PartMoments all) {
        return new TargetDecision(this, all).reason();
    }
}
