package bn.experiments.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchServerTest {
    private static final String JSON = "{\"runs\":[]}";

    private final WatchServer server = WatchServer.start(() -> JSON, 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String statusOf(String request) throws IOException {
        try (RawClient raw = new RawClient(server.port())) {
            return raw.send(request).statusLine();
        }
    }

    @Test
    void thePageAndAllThatItNamesAreServed() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElseThrow());
        assertFalse(page.body().contains("http:") || page.body().contains("https:"), "an address of another host");
        Matcher named = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"").matcher(page.body());
        int found = 0;
        for (; named.find(); found++) {
            assertEquals(200, get(named.group(1)).statusCode(), named.group(1));
        }
        assertTrue(found >= 4, () -> page.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.js", "axis.js", "chart.js", "dom.js", "figures.js", "line.js", "run.js", "selection.js", "table.js",
                    "text.js"})
    void scriptsAndWhatTheyImportAreServedAsScripts(String name) throws IOException, InterruptedException {
        HttpResponse<String> script = get("/" + name);
        assertEquals(200, script.statusCode());
        assertEquals("text/javascript; charset=utf-8", script.headers().firstValue("Content-Type").orElseThrow());
        assertFalse(script.body().contains("innerHTML"), "markup from text");
        Matcher imported = Pattern.compile("from \"\\.(/[^\"]+)\"").matcher(script.body());
        while (imported.find()) {
            assertEquals(200, get(imported.group(1)).statusCode(), imported.group(1));
        }
    }

    @Test
    void theSnapshotIsServedAsItIs() throws IOException, InterruptedException {
        HttpResponse<String> snapshot = get("/snapshot.json");
        assertEquals(JSON, snapshot.body());
        assertEquals("application/json", snapshot.headers().firstValue("Content-Type").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/snapshot.json", "/nothing", "/app.js"})
    void everyAnswerForbidsThePageAllButItsOwnFiles(String path) throws IOException, InterruptedException {
        var headers = get(path).headers();
        String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
        for (String part : List.of("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
                "img-src 'self' data:", "frame-ancestors 'none'")) {
            assertTrue((policy + ";").contains(part + ";"), () -> part + " in " + policy);
        }
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElseThrow());
        assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
        assertTrue(headers.map().keySet().stream()
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT"})
    void namesOfThisMachineAreAnswered(String host) throws IOException {
        String named = host.replace("PORT", Integer.toString(server.port()));
        assertEquals("HTTP/1.1 200 OK", statusOf("GET / HTTP/1.1\r\nHost: " + named + "\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example:PORT", "Host: evil.example", "Host: 127.0.0.1", "Host: localhost:1",
            "Host: 127.0.0.1:PORT.evil.example",
            "Host: 0.0.0.0:PORT", "Host:", "X-Host: localhost:PORT", "Host: localhost:PORT\r\nHost: evil.example:PORT"})
    void otherHostsAreRefused(String headers) throws IOException {
        String named = headers.replace("PORT", Integer.toString(server.port()));
        for (String path : List.of("/", "/snapshot.json", "/events", "/nothing")) {
            assertEquals("HTTP/1.1 403 Forbidden", statusOf("GET " + path + " HTTP/1.1\r\n" + named + "\r\n\r\n"), path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void onlyReadingIsAnswered(String method) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, "/snapshot.json");
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/snapshot.json", "/style.css", "/nothing"})
    void headHasTheHeadersOfGetAndNoBody(String path) throws IOException, InterruptedException {
        HttpResponse<String> head = send("HEAD", path);
        HttpResponse<String> get = get(path);
        assertEquals(get.statusCode(), head.statusCode());
        assertEquals("", head.body());
        for (String name : List.of("Content-Length", "Content-Type", "Content-Security-Policy")) {
            assertEquals(get.headers().firstValue(name), head.headers().firstValue(name), name);
        }
    }

    @Test
    void headOfTheEventsEnds() throws IOException, InterruptedException {
        HttpResponse<String> head = send("HEAD", "/events");
        assertEquals("text/event-stream; charset=utf-8", head.headers().firstValue("Content-Type").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/index.html/", "/index.html", "/app.js/", "//app.js", "/events/", "/eventsx",
            "/snapshot.json/x",
            "/../../../../../../etc/passwd", "/..%2f..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/./app.js",
            "/%61pp.js",
            "/etc/passwd", "/WatchServer.class", "/module-info.class", "/bn/experiments/watch/app.js", "/x/../app.js"})
    void thereAreNoOtherPaths(String path) throws IOException {
        String host = "Host: 127.0.0.1:" + server.port() + "\r\n\r\n";
        assertEquals("HTTP/1.1 404 Not Found", statusOf("GET " + path + " HTTP/1.1\r\n" + host));
    }

    @Test
    void aQueryChangesNothing() throws IOException, InterruptedException {
        assertEquals(JSON, get("/snapshot.json?now").body());
    }

    @Test
    void otherAddressesOfTheMachineAreNotListenedOn() throws IOException {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress() && network.isUp()) {
                    assertThrows(IOException.class, () -> new Socket(address, server.port()).close(), address::toString);
                }
            }
        }
    }

    @Test
    void aTakenPortIsOneLine() {
        String message = assertThrows(BnException.class, () -> WatchServer.start(() -> JSON, server.port())).getMessage();
        assertEquals("cannot listen on 127.0.0.1:" + server.port()
                + ": Address already in use; take another port, or 0 for any that is free", message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aNumberThatIsNoPortIsRefused(int port) {
        assertThrows(InvalidRequestException.class, () -> WatchServer.start(() -> JSON, port));
    }

    @Test
    void aFirstSnapshotThatFailsIsTheCallersFailure() {
        BnException failure = new BnException("runs/1: no readings");
        assertEquals(failure, assertThrows(BnException.class, () -> WatchServer.start(() -> {
            throw failure;
        }, 0)));
    }
}
