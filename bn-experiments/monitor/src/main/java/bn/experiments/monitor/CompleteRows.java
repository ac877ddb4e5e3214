package bn.experiments.monitor;

/** How much of a CSV file is complete rows: each ends with a line break that is not within quotes. */
final class CompleteRows {
    private enum State { START, PLAIN, QUOTED, AFTER_QUOTE }

    private final int bytes;
    private final long lines;
    private final String problem;

    private CompleteRows(int bytes, long lines, String problem) {
        this.bytes = bytes;
        this.lines = lines;
        this.problem = problem;
    }

    /** Looks through a file in UTF-8, whose separators and quotes are single bytes. */
    static CompleteRows of(byte[] text) {
        State state = State.START;
        int end = 0;
        long line = 1;
        long lines = 0;
        for (int i = 0; i < text.length; i++) {
            byte at = text[i];
            if (at == '"') {
                if (state == State.PLAIN) {
                    return new CompleteRows(end, lines,
                            "line " + line + " has a quote within a cell that does not begin with one");
                }
                state = state == State.QUOTED ? State.AFTER_QUOTE : State.QUOTED;
            } else if (state == State.AFTER_QUOTE && at != ',' && at != '\n' && at != '\r') {
                return new CompleteRows(end, lines, "line " + line + " has text after the closing quote of a cell");
            } else if (state != State.QUOTED) {
                state = at == ',' || at == '\n' ? State.START : state == State.AFTER_QUOTE ? state : State.PLAIN;
            }
            if (at == '\n') {
                line++;
                if (state != State.QUOTED) {
                    end = i + 1;
                    lines = line - 1;
                }
            }
        }
        return new CompleteRows(end, lines, null);
    }

    /** The length of the complete rows in bytes. */
    int bytes() {
        return bytes;
    }

    /** The number of their lines. */
    long lines() {
        return lines;
    }

    /** What is not CSV by RFC 4180; null if nothing was found. */
    String problem() {
        return problem;
    }
}
