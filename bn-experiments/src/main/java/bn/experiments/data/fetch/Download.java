package bn.experiments.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file from one mirror to one partial file, which keeps what has come when the connection breaks.
 *
 * @param client that asks
 * @param timeouts how long it waits
 * @param from where the file is
 * @param part where it goes
 * @param progress hears of it
 */
record Download(HttpClient client, FetchTimeouts timeouts, URI from, Path part, FetchProgress progress) {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final int BUFFER = 1 << 16;

    /** The bytes that have come so far. */
    long received() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /**
     * Asks for what is missing, or for all if the server cannot send a part, until the answer ends.
     *
     * @throws IOException if the server refuses or the connection breaks; its message says which
     */
    void run() throws IOException, InterruptedException {
        long have = received();
        HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(timeouts.answer());
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case OK -> write(response, body, 0);
                case PARTIAL_CONTENT -> {
                    if (start(response) != have) {
                        Files.delete(part);
                        throw new IOException("the server sent another part than the one asked for");
                    }
                    write(response, body, have);
                }
                case RANGE_NOT_SATISFIABLE -> {
                    Files.delete(part);
                    throw new IOException("the server has less than was downloaded before; starting again");
                }
                default -> throw new HttpStatusException(response.statusCode());
            }
        }
    }

    private static long start(HttpResponse<?> response) {
        Matcher range = CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private void write(HttpResponse<?> response, InputStream body, long start) throws IOException {
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        long total = length.isPresent() ? start + length.getAsLong() : -1;
        StandardOpenOption mode = start == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        long received = start;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode,
                LinkOption.NOFOLLOW_LINKS);
                StallGuard guard = new StallGuard(body, timeouts.stall())) {
            byte[] buffer = new byte[BUFFER];
            progress.received(name(), received, total);
            for (int n = read(body, buffer, guard); n >= 0; n = read(body, buffer, guard)) {
                out.write(buffer, 0, n);
                received += n;
                progress.received(name(), received, total);
            }
        }
        if (total >= 0 && received < total) {
            throw new IOException("the connection ended after " + received + " of " + total + " bytes");
        }
    }

    private int read(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
        try {
            int n = body.read(buffer);
            guard.alive();
            return n;
        } catch (IOException e) {
            throw guard.stalled() ? new IOException("nothing came for " + timeouts.stall().toMillis() + " ms", e) : e;
        }
    }

    private String name() {
        String path = from.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The server's refusal: asking again would bring the same. */
    static final class HttpStatusException extends IOException {
        private static final long serialVersionUID = 1L;

        HttpStatusException(int status) {
            super("the server answers with status " + status);
        }
    }
}
