package bn.experiments.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback address with a few files, which can fail in several ways. */
final class Mirror implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files;
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** The header Range of each request; "" if there was none. */
    final List<String> ranges = new CopyOnWriteArrayList<>();
    boolean sendsParts = true;
    boolean sendsTheWrongPart;
    Runnable onStall = () -> {};

    /** How a response fails after half of the requested bytes. */
    enum Fault { HANG_UP, STALL }

    Mirror(Map<String, byte[]> files) {
        this.files = files;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::respond);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data/");
    }

    /** Makes a later response fail. Faults are used up in the order of these calls. */
    void fail(Fault fault) {
        faults.add(fault);
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] file = files.get(path.substring(path.lastIndexOf('/') + 1));
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "" : range);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int from = range != null && sendsParts ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1)) : 0;
            if (from >= file.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (range != null && sendsParts) {
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            }
            if (range != null && sendsTheWrongPart) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-" + (file.length - 1) + "/" + file.length);
            }
            Fault fault = faults.poll();
            exchange.sendResponseHeaders(range != null && sendsParts ? 206 : 200, file.length - from);
            OutputStream out = exchange.getResponseBody();
            out.write(Arrays.copyOfRange(file, from, fault == null ? file.length : (from + file.length) / 2));
            out.flush();
            if (fault == Fault.STALL) {
                onStall.run();
                closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
