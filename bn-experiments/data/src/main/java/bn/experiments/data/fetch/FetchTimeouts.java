package bn.experiments.data.fetch;

import java.time.Duration;

/**
 * The timeouts of a request.
 *
 * @param connect the time to connect
 * @param response the time until the headers of the response, including the time to connect
 * @param stall the interval in which at least {@code leastBytes} bytes must be received
 * @param leastBytes the minimum number of bytes per interval
 */
record FetchTimeouts(Duration connect, Duration response, Duration stall, long leastBytes) {
    /** The defaults. The minimum is about 1 kB/s; at less, the largest file would take two days. */
    static final FetchTimeouts DEFAULT = new FetchTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(30),
            1 << 15);
}
