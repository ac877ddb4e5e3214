package bn.experiments.data.fetch;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param connect for the connection
 * @param answer for the beginning of the answer
 * @param stall for the next bytes of the content
 */
record FetchTimeouts(Duration connect, Duration answer, Duration stall) {
    static final FetchTimeouts USUAL = new FetchTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(60));
}
