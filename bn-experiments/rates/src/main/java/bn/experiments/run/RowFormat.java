package bn.experiments.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rows of a table of a run look like.
 *
 * @param columns names of all columns
 * @param computed how many of them, the first ones, are computed; the others are times
 * @param values a pattern of the computed cells after the keys
 * @param times whether the other cells can be times
 */
record RowFormat(List<String> columns, int computed, Pattern values, Predicate<String> times) {
    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?";

    /** Columns of numbers, which may be empty, and then a pattern of text. */
    static RowFormat of(List<String> columns, int numbers, String text) {
        return new RowFormat(columns, columns.size(), values(numbers, text), String::isEmpty);
    }

    /** Columns of numbers, which may be empty, and then seconds and examples per second. */
    static RowFormat timed(List<String> columns, int numbers) {
        return new RowFormat(columns, columns.size() - 2, values(numbers, ""), RowFormat::fitEachOther);
    }

    private static Pattern values(int numbers, String text) {
        return Pattern.compile("(?:,(?:" + NUMBER + ")?){" + numbers + "}" + text);
    }

    /** Seconds and examples per second: the quotient of a whole number of examples and the seconds, to the last digit. */
    private static boolean fitEachOther(String cells) {
        Matcher times = Pattern.compile(",(" + NUMBER + "),(" + NUMBER + ")").matcher(cells);
        if (!times.matches()) {
            return false;
        }
        double seconds = Double.parseDouble(times.group(1));
        double perSecond = Double.parseDouble(times.group(2));
        return seconds > 0 && Math.rint(seconds * perSecond) / seconds == perSecond;
    }

    /** The first line. */
    String header() {
        return String.join(",", columns);
    }

    /** The computed cells of a line; empty if it is no row that begins with the keys. */
    Optional<String> computed(String line, String keys) {
        Matcher matcher = values.matcher(line).region(Math.min(keys.length(), line.length()), line.length());
        return line.startsWith(keys) && matcher.lookingAt() && times.test(line.substring(matcher.end()))
                ? Optional.of(line.substring(0, matcher.end())) : Optional.empty();
    }
}
