package bn.experiments.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines that end with a line feed, however large the file; a byte is a character, so what is not ASCII fits no pattern. */
final class LineInput implements AutoCloseable {
    private static final int LONGEST = 1 << 16;

    private final InputStream in;
    private long bytes;
    private long lines;

    LineInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; null if there is none, none that ends, or it is too long for a row. */
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

    /** How many lines were asked for. */
    long lines() {
        return lines;
    }

    /** How many bytes the lines have that were read. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
