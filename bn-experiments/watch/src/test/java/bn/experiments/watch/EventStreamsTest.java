package bn.experiments.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {
    private static final Timing QUICK = new Timing(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(1));

    private volatile String snapshot = "{\"step\":1}";

    private WatchServer start(Timing timing) {
        return WatchServer.start(() -> snapshot, 0, timing);
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aStreamBeginsWithTheSnapshotAndGoesOnWithEachChange() throws IOException, InterruptedException {
        try (WatchServer server = start(QUICK); EventReader events = new EventReader(server.address())) {
            assertEquals("snapshot|{\"step\":1}", events.next());
            snapshot = "{\"step\":2}";
            assertEquals("snapshot|{\"step\":2}", events.next());
            snapshot = "{\n\"step\":\r\n3}";
            assertEquals("snapshot|{\n\"step\":\n3}", events.next());
        }
    }

    @Test
    void whatDoesNotChangeIsNotSentAgain() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Timing timing = new Timing(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofSeconds(5));
        try (WatchServer server = WatchServer.start(() -> "{\"same\":" + (asked.incrementAndGet() * 0) + "}", 0, timing);
                EventReader events = new EventReader(server.address())) {
            assertEquals("snapshot|{\"same\":0}", events.next());
            assertEquals(": heartbeat", events.next());
            assertEquals(": heartbeat", events.next());
            assertTrue(asked.get() > 5, () -> "asked " + asked + " times");
        }
    }

    @Test
    void everyClientGetsEveryChange() throws IOException, InterruptedException {
        try (WatchServer server = start(QUICK);
                EventReader one = new EventReader(server.address());
                EventReader other = new EventReader(server.address())) {
            for (int step = 1; step < 20; step++) {
                assertEquals("snapshot|{\"step\":" + step + "}", one.next());
                assertEquals("snapshot|{\"step\":" + step + "}", other.next());
                snapshot = "{\"step\":" + (step + 1) + "}";
            }
        }
    }

    @Test
    void aSupplierThatFailsIsSaidAndAskedAgain() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch mended = new CountDownLatch(1);
        try (WatchServer server = WatchServer.start(() -> {
            if (asked.getAndIncrement() > 0 && mended.getCount() > 0) {
                throw new BnException("runs/1: monitor.json is no JSON");
            }
            return snapshot;
        }, 0, QUICK); EventReader events = new EventReader(server.address())) {
            String first = events.next();
            assertEquals("problem|runs/1: monitor.json is no JSON", first.startsWith("snapshot") ? events.next() : first);
            assertEquals(503, get(server.address().resolve("/snapshot.json")).statusCode());
            mended.countDown();
            assertEquals("snapshot|{\"step\":1}", events.next());
            assertEquals(200, get(server.address().resolve("/snapshot.json")).statusCode());
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndDelaysNobody() throws IOException, InterruptedException {
        // More than the buffers of a connection take: the server's write waits.
        String large = "x".repeat(20_000_000);
        try (WatchServer server = start(QUICK);
                EventReader other = new EventReader(server.address());
                RawClient idle = new RawClient(server.port())) {
            assertEquals("snapshot|{\"step\":1}", other.next());
            idle.send("GET /events HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n");
            assertEquals("HTTP/1.1 200 OK", idle.statusLine());
            snapshot = "\"" + large + "\"";
            assertEquals(large.length() + 11, other.next().length());
            for (int step = 2; step < 6; step++) {
                snapshot = "{\"step\":" + step + "}";
                assertEquals("snapshot|{\"step\":" + step + "}", other.next());
            }
            Thread.sleep(3_000);
            long received = idle.drain();
            assertTrue(received < large.length(), () -> received + " bytes came, all of them");
        }
    }

    @Test
    void halfARequestKeepsNoThread() throws IOException, InterruptedException {
        List<RawClient> halves = new ArrayList<>();
        try (WatchServer server = start(QUICK)) {
            for (int i = 0; i < 150; i++) {
                halves.add(new RawClient(server.port()).send("GET / HT"));
            }
            // All threads wait for the rest of a request, until their deadline.
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(200, get(server.address()).statusCode()));
            for (RawClient half : halves) {
                assertEquals(0, half.drain());
            }
        } finally {
            for (RawClient half : halves) {
                half.close();
            }
        }
    }

    @Test
    void tooManyStreamsAreRefusedAndThePageIsStillServed() throws IOException, InterruptedException {
        List<RawClient> streams = new ArrayList<>();
        Timing timing = new Timing(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(5));
        try (WatchServer server = start(timing)) {
            String request = "GET /events HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n\r\n";
            for (int i = 0; i < EventStreams.MOST; i++) {
                streams.add(new RawClient(server.port()).send(request));
                assertEquals("HTTP/1.1 200 OK", streams.get(i).statusLine());
            }
            assertEquals(503, get(server.address().resolve("/events")).statusCode());
            assertEquals(200, get(server.address()).statusCode());
            for (RawClient each : streams) {
                each.close();
            }
            // Those that have gone are noticed by the next heartbeats.
            String again = "";
            for (int i = 0; i < 50 && !again.endsWith("OK"); i++) {
                Thread.sleep(100);
                try (RawClient late = new RawClient(server.port()).send(request)) {
                    again = late.statusLine();
                }
            }
            assertEquals("HTTP/1.1 200 OK", again);
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("bn-watch") || name.contains("HTTP-Dispatcher")).collect(Collectors.toSet());
    }

    @Test
    void closingEndsStreamsAndThreadsAndFreesThePort() throws IOException, InterruptedException {
        WatchServer server = start(QUICK);
        EventReader events = new EventReader(server.address());
        RawClient half = new RawClient(server.port()).send("GET /");
        assertEquals("snapshot|{\"step\":1}", events.next());
        CountDownLatch waited = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                server.await();
                waited.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        assertTrue(threads().size() >= 3, () -> threads().toString());
        server.close();
        server.close();
        assertTrue(waited.await(5, TimeUnit.SECONDS));
        for (int i = 0; i < 50 && !threads().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(Set.of(), threads());
        assertEquals(0, half.drain());
        half.close();
        try (events; WatchServer next = WatchServer.start(() -> snapshot, server.port())) {
            assertEquals(server.port(), next.port());
        }
    }
}
