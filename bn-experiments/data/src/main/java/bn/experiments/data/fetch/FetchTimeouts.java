package bn.experiments.data.fetch;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param connect for the connection
 * @param answer for the connection and the head of the answer
 * @param pace in each such time at least {@code least} bytes have to come
 * @param least so many
 */
record FetchTimeouts(Duration connect, Duration answer, Duration pace, long least) {
    /** About 1 kB/s: less would take two days for the largest file. */
    static final FetchTimeouts USUAL =
            new FetchTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 15);
}
