package bn.experiments.watch;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A page that shows training runs as they go on, and its data, for browsers on this machine:
 *
 * <pre>{@code
 * try (WatchServer server = WatchServer.start(snapshots, 0)) {
 *     out.println("Open " + server.address() + " in a browser; Ctrl+C ends.");
 *     server.await();
 * }
 * }</pre>
 *
 * <p>The snapshots are JSON, as docs/monitoring.md describes them. The supplier is asked once a second, by one thread; browsers get
 * a snapshot when it is another one than before. If the supplier fails, the page shows the message of the failure, and the supplier
 * is asked again.
 *
 * <p>The server listens on 127.0.0.1 only. It answers GET and HEAD of the page's own files, {@code /snapshot.json} and
 * {@code /events} (server-sent events); it never reads a file of the disk. Requests that name another host are refused, so that
 * pages of other sites cannot read the data (DNS rebinding). Therefore a tunnel to it has to keep the number of the port.
 */
public final class WatchServer implements AutoCloseable {
    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final int port;
    private final SnapshotPoller poller;
    private final DeadlineExecutor executor;
    private final CountDownLatch closed = new CountDownLatch(1);

    private WatchServer(HttpServer server, String first, Supplier<String> snapshots, Timing timing) {
        this.server = server;
        this.port = server.getAddress().getPort();
        this.executor = new DeadlineExecutor(timing.deadline());
        this.poller = new SnapshotPoller(first, snapshots, timing.poll());
        EventStreams events = new EventStreams(poller, executor, timing.heartbeat());
        server.createContext("/", new Routes(poller, events)).getFilters().add(new LocalRequests(port));
        server.setExecutor(executor);
        server.start();
    }

    /**
     * Starts a server.
     *
     * @param snapshots the runs as JSON; what it throws at the first call is thrown to the caller
     * @param port 0 to 65535; 0 takes any port that is free
     * @throws InvalidRequestException if there is no such port
     * @throws BnException if the port is taken or may not be used
     */
    public static WatchServer start(Supplier<String> snapshots, int port) {
        return start(snapshots, port, Timing.STANDARD);
    }

    static WatchServer start(Supplier<String> snapshots, int port, Timing timing) {
        if (port < 0 || port > 65_535) {
            throw new InvalidRequestException("port " + port + ": a port is a number from 1 to 65535, or 0 for any that is free");
        }
        String first = snapshots.get();
        return new WatchServer(bind(port), first, snapshots, timing);
    }

    private static HttpServer bind(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
            return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        } catch (IOException e) {
            throw new BnException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage()
                    + "; take another port, or 0 for any that is free", e);
        }
    }

    /** Where the page is, such as {@code http://127.0.0.1:40123/}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The number of the port, also if 0 was asked for. */
    public int port() {
        return port;
    }

    /** Waits until the server is closed, by another thread. */
    public void await() throws InterruptedException {
        closed.await();
    }

    /** Ends all connections and threads of the server; does nothing if it is closed. */
    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        poller.close();
        executor.close();
        server.stop(0);
        closed.countDown();
    }
}
