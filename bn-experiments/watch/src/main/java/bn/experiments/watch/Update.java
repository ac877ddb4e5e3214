package bn.experiments.watch;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What browsers are told: a snapshot, or why there is none.
 *
 * @param problem whether the text is the message of a failure; otherwise it is a snapshot, JSON
 */
record Update(boolean problem, String text) {
    /** As a server-sent event. A line break in JSON is white space only, so the reader may join the lines as it likes. */
    byte[] event() {
        String data = text.lines().map(line -> "data: " + line + "\n").collect(Collectors.joining());
        return ("event: " + (problem ? "problem" : "snapshot") + "\n" + data + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
