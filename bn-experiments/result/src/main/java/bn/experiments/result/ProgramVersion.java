package bn.experiments.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program and the commit that it was built from. */
public final class ProgramVersion {
    private static final String TEXT = read();

    private ProgramVersion() {}

    /**
     * Version and commit, for example {@code 0.2.0 (commit 3b59a6b0c1d2)}. The commit ends in {@code -dirty} if sources had been
     * changed since, and is {@code unknown} if the sources were not in a git repository.
     */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        Properties build = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version") + " (commit " + build.getProperty("commit") + ")";
    }
}
