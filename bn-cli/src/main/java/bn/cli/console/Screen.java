package bn.cli.console;

import java.util.List;

/**
 * A terminal whose whole screen shows a text.
 *
 * @param columns its width
 * @param lines its height
 */
record Screen(int columns, int lines) {
    /** To the upper left corner, and everything after it cleared. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    /** What is printed to show a text in place of the one before, so much of it as there is room for. A last line says what is cut. */
    String frame(String text) {
        List<String> all = text.lines().toList();
        boolean high = all.size() >= lines;
        boolean wide = all.stream().anyMatch(line -> line.length() >= columns);
        StringBuilder frame = new StringBuilder(CLEAR);
        all.stream().limit(high || wide ? lines - 2L : lines).forEach(line -> frame.append(cut(line)).append('\n'));
        if (high || wide) {
            frame.append(cut("(" + (high ? Math.max(0, all.size() - lines + 2) + " lines more" : "")
                    + (high && wide ? ", " : "") + (wide ? "lines are cut" : "") + ": enlarge the terminal)")).append('\n');
        }
        return frame.toString();
    }

    private String cut(String line) {
        return line.substring(0, Math.min(line.length(), columns - 1));
    }
}
