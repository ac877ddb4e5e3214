package bn.experiments.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads lines that end with a line feed, from files of any size. Each byte is one character, so text that is not ASCII fits no
 * pattern.
 */
final class LineInput implements AutoCloseable {
    private static final int LONGEST = 1 << 16;

    private final InputStream in;
    private long bytes;
    private long lines;

    LineInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its line feed; null if there is none, if it has no line feed, or if it is too long for a row. */
    String next() throws IOException {
        lines++;
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && line.length() < LONGEST; c = in.read()) {
            if (c == '\n') {
                bytes += line.length() + 1;
                return line.toString();
            }
            line.append((char) c);
        }
        return null;
    }

    /** Number of lines that were asked for. */
    long lines() {
        return lines;
    }

    /** Number of bytes of the lines that were read, with their line feeds. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
