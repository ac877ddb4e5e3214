package bn.experiments.watch;

import java.time.Duration;

/**
 * The times of a server.
 *
 * @param poll between two questions for a snapshot
 * @param heartbeat the longest silence on a stream of events
 * @param deadline how long a client may take to send a request, or to read what it is sent, before it is dropped
 */
record Timing(Duration poll, Duration heartbeat, Duration deadline) {
    static final Timing STANDARD = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(20));
}
