package bn.experiments.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Reads a stream of server-sent events as the HTML standard says, comments included. */
final class EventReader implements AutoCloseable {
    private final BufferedReader lines;

    EventReader(URI server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/events")).build();
        lines = new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    }

    /** The next event as "name|data", or a comment as ":text"; what comes between two of these is passed over. */
    String next() throws IOException {
        String name = "";
        StringJoiner data = new StringJoiner("\n");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(":")) {
                return line;
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.add(line.substring(6));
            } else if (line.isEmpty() && !name.isEmpty()) {
                return name + "|" + data;
            }
        }
        return "end";
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
