package bn.experiments.data.csv;

import bn.experiments.data.TargetNumbers;
import java.util.Comparator;

/** Which targets are the same class, in which order classes are, and what they are called. */
public final class ClassKeys {
    /** The order of classes: numbers by value, then texts. */
    public static final Comparator<Object> ORDER = Comparator.<Object, Double>comparing(
            key -> key instanceof Double value ? value : Double.POSITIVE_INFINITY)
            .thenComparing(key -> key instanceof String text ? text : "");

    private ClassKeys() {}

    /** The key of a class: the value of a number, or the text. Targets with equal keys are the same class. */
    public static Object of(String text) {
        return of(text, Numbers.parse(text));
    }

    /** The same where it is known whether the text is a number: NaN if it is none. */
    static Object of(String text, double number) {
        return Double.isNaN(number) ? text : (Object) (number + 0.0);     // -0 is 0
    }

    /** The name of the class with a key. */
    public static String name(Object key) {
        return key instanceof Double value ? TargetNumbers.name(value) : (String) key;
    }

    /** Whether a text that is no number means a missing value or is a number in another notation, and is hardly the name of a class. */
    public static boolean isDoubtful(String text) {
        return Cells.isMissing(text) || Cells.resemblesNumber(text) || text.indexOf('\0') >= 0;
    }
}
