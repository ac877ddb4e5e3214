package bn.spark;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import bn.experiments.data.csv.ClassKeys;
import bn.experiments.rate.TargetMoments;
import java.util.List;
import java.util.Optional;

/**
 * Decides after a pass what the targets are, by the rules for files of text.
 *
 * @param kind what was known before
 * @param all of all rows
 */
record TargetDecision(TargetKind kind, PartMoments all) {

    /** Why the target is classes or a number. */
    String reason() {
        if (kind.asked().isPresent()) {
            return "as asked for";
        }
        return switch (kind.kind()) {
            case TEXT -> "text";
            case BOOLEAN -> "true or false";
            case INTEGER ->
                all.classes().tooMany() ? "more than " + TargetNumbers.MAX_NUMBERED_CLASSES + " different whole numbers"
                        : numbers().reason();
            default -> kind.names().size() > 1 ? "several targets" : "not of a type of whole numbers";
        };
    }

    /**
     * The moments.
     *
     * @throws DataException if no rows are left, or the classes are none
     */
    TargetMoments moments() {
        if (all.moments().count() == 0) {
            throw new DataException("there are no rows to compute moments of" + (all.skipped() == 0 ? ""
                    : ": " + all.skipped() + " were left out because of nulls"));
        }
        if (!classes()) {
            return new TargetMoments(all.moments().result(), Task.REGRESSION, kind.names());
        }
        check();
        return ClassMoments.of(all);
    }

    private boolean classes() {
        if (kind.text() || kind.asked().equals(Optional.of(Task.CLASSIFICATION))) {
            return true;
        }
        return kind.kind() == ColumnKind.INTEGER && !all.classes().tooMany() && numbers().task() == Task.CLASSIFICATION;
    }

    private TargetNumbers numbers() {
        TargetNumbers numbers = new TargetNumbers();
        all.classes().keys().stream().sorted(ClassKeys.ORDER)
                .forEach(key -> numbers.add((Double) key, true, all.classes().count(key)));
        return numbers;
    }

    private void check() {
        String target = kind.names().get(0);
        if (all.classes().tooMany()) {
            throw new DataException("the target " + target + " has more than " + TargetNumbers.MAX_CLASSES
                    + " different values, too many classes; choose another target, or --target-kind number if they are quantities",
                    DataRemedy.TARGET, DataRemedy.TASK);
        }
        List<Object> keys = ClassMoments.keys(all.classes());
        if (keys.size() == 1) {
            throw new DataException("all rows are of the class '" + ClassKeys.name(keys.get(0)) + "' of the target " + target
                    + "; at least two classes are needed");
        }
        for (Object key : keys) {
            String name = ClassKeys.name(key);
            if (name.isEmpty()) {
                throw new DataException("the target " + target + " is an empty text in " + all.classes().count("")
                        + " rows; remove the rows (--where) or fill it in");
            } else if (key instanceof Double value && Math.rint(value) == value && !TargetNumbers.isWhole(value)) {
                throw new DataException(
                        "the class " + name + " of the target " + target + " is 2^53 or more, where float64 cannot "
                                + "tell it from others; number or name the classes");
            } else if (kind.text() && kind.asked().isEmpty() && (key instanceof Double || ClassKeys.isDoubtful(name))) {
                throw new DataException(
                        "the target " + target + " is text, but '" + name + "' is hardly the name of a class; make "
                                + "numbers of the column, correct it, or choose --target-kind class if it is one",
                        DataRemedy.TASK);
            }
        }
    }
}
