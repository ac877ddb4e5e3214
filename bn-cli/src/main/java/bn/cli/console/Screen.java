package bn.cli.console;

import java.util.List;
import java.util.Optional;

/**
 * A terminal whose whole screen shows a text.
 *
 * @param columns its width
 * @param lines its height
 */
record Screen(int columns, int lines) {
    /** To the upper left corner, and everything after it cleared. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    /** A size of the terminal that the launcher has set in the environment, at least 10; empty if it has not. */
    static Optional<Integer> size(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(size -> size.matches("[1-9][0-9]{1,4}")).map(Integer::valueOf);
    }

    /** What is printed to show a text in place of the one before, so much of it as there is room for. A last line says what is cut. */
    String frame(String text) {
        List<String> all = text.lines().toList();
        boolean wide = all.stream().anyMatch(line -> line.length() >= columns);
        // The cursor needs the last line.
        boolean whole = !wide && all.size() < lines;
        int shown = Math.min(all.size(), Math.max(0, whole ? lines - 1 : lines - 2));
        StringBuilder frame = new StringBuilder(CLEAR);
        all.subList(0, shown).forEach(line -> frame.append(cut(line)).append('\n'));
        if (!whole) {
            String missing = shown < all.size() ? all.size() - shown + " lines more" : "";
            frame.append(cut("(" + missing + (wide && !missing.isEmpty() ? ", " : "") + (wide ? "lines are cut" : "")
                    + ": enlarge the terminal)")).append('\n');
        }
        return frame.toString();
    }

    private String cut(String line) {
        return line.substring(0, Math.min(line.length(), columns - 1));
    }
}
