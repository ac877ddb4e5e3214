package bn.experiments.watch;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Streams of server-sent events: each change to a browser that has opened the page, until it leaves. Each keeps a thread. */
final class EventStreams {
    /** Streams at the same time. A browser opens one for each tab with the page, and at most six to one server. */
    static final int MOST = 48;

    static final String TYPE = "text/event-stream; charset=utf-8";

    /** How long a browser waits before it connects again, in milliseconds. */
    private static final byte[] RETRY = ascii("retry: 1000\n\n");
    private static final byte[] HEARTBEAT = ascii(": heartbeat\n\n");

    private final SnapshotPoller poller;
    private final DeadlineExecutor executor;
    private final Duration heartbeat;
    private final Semaphore free = new Semaphore(MOST);

    EventStreams(SnapshotPoller poller, DeadlineExecutor executor, Duration heartbeat) {
        this.poller = poller;
        this.executor = executor;
        this.heartbeat = heartbeat;
    }

    /** Sends events until the client has gone or has been dropped, or the server is closed. */
    void serve(HttpExchange exchange) throws IOException {
        if (!free.tryAcquire()) {
            Answer.text(503, "The page is open " + MOST + " times already; close some of them.").send(exchange);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, 0);
            send(exchange.getResponseBody());
        } catch (InterruptedException e) {
            // The server is being closed, or the client has read nothing for too long.
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
            free.release();
        }
    }

    private void send(OutputStream client) throws IOException, InterruptedException {
        write(client, RETRY);
        for (long seen = 0;;) {
            SnapshotPoller.Version version = poller.next(seen, heartbeat);
            write(client, version.number() == seen ? HEARTBEAT : version.update().event());
            seen = version.number();
        }
    }

    /** Only the time in which the client should read counts, not the time in which there is nothing to read. */
    private void write(OutputStream client, byte[] bytes) throws IOException {
        executor.restart();
        client.write(bytes);
        client.flush();
        executor.suspend();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
