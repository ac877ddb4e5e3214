package bn.spark;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** Failures of Spark as those of bn: one line, which says what Spark says. */
final class SparkFailure {
    private static final int LONGEST = 400;

    private SparkFailure() {}

    /**
     * Does some work in Spark.
     *
     * @throws InvalidRequestException if Spark finds a mistake before it starts: files, columns, expressions or options that are
     *     wrong
     * @throws BnException if a job fails
     */
    static <T> T translated(Callable<T> work) {
        try {
            return work.call();
        } catch (BnException | CancellationException e) {
            throw e;
        } catch (AnalysisException e) {
            InvalidRequestException mistake = new InvalidRequestException("Spark: " + line(e));
            mistake.initCause(e);
            throw mistake;
        } catch (Exception e) {
            if (e instanceof RuntimeException own && isOurs(own)) {
                throw own;
            }
            throw new BnException("Spark: " + line(cause(e)), e);
        }
    }

    /** Whether it is a mistake in this program, thrown by it. */
    private static boolean isOurs(RuntimeException e) {
        return e.getStackTrace().length > 0 && e.getStackTrace()[0].getClassName().startsWith("bn.");
    }

    /** What made the job fail, which is told by the last of the causes. */
    private static Throwable cause(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).reduce((first, last) -> last).orElse(e);
    }

    private static String line(Throwable e) {
        String message = Objects.toString(e.getMessage(), "").strip();
        String line = message.lines().map(String::strip).filter(text -> !text.isEmpty()).findFirst().orElse("");
        String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
        boolean known = e instanceof SparkException || e instanceof AnalysisException;
        return known && !shown.isEmpty() ? shown : e.getClass().getSimpleName() + (shown.isEmpty() ? "" : ": " + shown);
    }
}
