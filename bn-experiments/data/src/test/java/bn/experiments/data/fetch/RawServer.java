package bn.experiments.data.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback address that sends exactly the bytes that a test gives, and then closes the connection. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Script script;
    /** The headers of each request, with names in lower case. */
    final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

    /** Sends the responses. */
    interface Script {
        /** Responds to a request. The first request has number 1. */
        void respond(int number, Map<String, String> headers, OutputStream out) throws Exception;
    }

    RawServer(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** A server that always sends the same response. */
    static RawServer sending(String head, byte[] content) {
        return new RawServer((number, headers, out) -> send(out, head, content));
    }

    static void send(OutputStream out, String headers, byte... content) throws IOException {
        out.write(
                (headers.strip().replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(content);
        out.flush();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/data/");
    }

    /** Keeps a connection open and sends nothing more. */
    void fallSilent() throws InterruptedException {
        closing.await();
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;         // the server was closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            Map<String, String> headers = new TreeMap<>();
            in.readLine();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
            int number;
            synchronized (this) {
                requests.add(headers);
                number = requests.size();
            }
            script.respond(number, headers, connection.getOutputStream());
        } catch (Exception e) {
            // The client has closed the connection, as some tests expect. They check what it received.
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
