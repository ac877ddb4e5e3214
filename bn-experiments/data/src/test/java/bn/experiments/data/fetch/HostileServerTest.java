package bn.experiments.data.fetch;

import static bn.experiments.data.fetch.Digests.hex;
import static bn.experiments.fuzz.Fuzzer.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and malicious servers. In most tests, the next mirror in the list works. */
class HostileServerTest {
    private static final String NAME = "digits.gz";
    private static final String OK = "HTTP/1.1 200 OK\n";
    /** The maximum number of attempts without progress, and the sum of the waiting times between them. */
    private static final int ATTEMPTS = 4;
    private static final Duration WAITS = Duration.ofSeconds(1 + 3 + 9);

    @TempDir
    private Path folder;

    private final byte[] content = new byte[20_000];
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final byte[] gzip;
    private final SourceFile published;
    private final FetchProgress progress = new FetchProgress() {
        @Override
        public void failed(URI from, String reason) {
            clock.runAway(false);
            failures.add(reason);
        }
    };

    HostileServerTest() throws Exception {
        new SplittableRandom(1).nextBytes(content);
        gzip = gzip(content);
        published = new SourceFile(NAME, Checksum.md5(gzip.length, hex("MD5", gzip)));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable server : open) {
            server.close();
        }
    }

    private RawServer server(RawServer.Script script) {
        RawServer server = new RawServer(script);
        open.add(server);
        return server;
    }

    private RawServer sending(String head, byte... bytes) {
        return server((number, headers, out) -> RawServer.send(out, head, bytes));
    }

    private FetchedFile fetch(SourceFile file, FetchProgress hearing, URI... mirrors) {
        DataSource source = new DataSource("set", "a set", "free", "nobody", List.of("a", "b"), List.of(file), List.of(mirrors));
        return new Fetcher(false, FetchTimeouts.DEFAULT, clock, true).fetch(source, List.of(), folder, hearing).get(0);
    }

    private FetchedFile fetch(SourceFile file, URI... mirrors) {
        return fetch(file, progress, mirrors);
    }

    private void assertRight() throws IOException {
        assertArrayEquals(gzip, Files.readAllBytes(folder.resolve(NAME)));
        assertEquals(List.of(NAME), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Checks that the file is fetched from a second mirror that works. Returns why the first one failed. */
    private String nextAfter(SourceFile file, RawServer bad) throws IOException {
        Mirror good = new Mirror(Map.of(NAME, gzip));
        open.add(good);
        assertEquals(good.uri().resolve(NAME), fetch(file, bad.uri(), good.uri()).from().orElseThrow());
        assertRight();
        assertEquals(List.of(""), good.ranges);
        for (String reason : failures) {
            assertTrue(reason.chars().noneMatch(Character::isISOControl) && reason.length() < 400, reason);
        }
        return failures.get(failures.size() - 1);
    }

    private String nextAfter(RawServer bad) throws IOException {
        return nextAfter(published, bad);
    }

    @Test
    void aServerThatSendsOneBytePerRequestGetsFewRequests() throws IOException {
        RawServer server = server((number, headers, out) -> {
            int from = number - 1;
            RawServer.send(out,
                    (from == 0 ? OK : "HTTP/1.1 206 Partial\nContent-Range: bytes " + from + "-" + (gzip.length - 1) + "/"
                            + gzip.length + "\n") + "Content-Length: " + (gzip.length - from),
                    gzip[from]);
        });
        nextAfter(server);
        assertEquals(ATTEMPTS, server.requests.size());
        assertEquals("bytes=3-", server.requests.get(3).get("range"));
        assertEquals(WAITS, clock.slept());
    }

    @Test
    void aFileInLargePiecesIsFetchedWithOneRequestPerPiece() throws IOException {
        int piece = gzip.length / 10;
        RawServer server = server((number, headers, out) -> {
            int from = (number - 1) * piece;
            RawServer.send(out,
                    (from == 0 ? OK : "HTTP/1.1 206 Partial\nContent-Range: bytes " + from + "-" + (gzip.length - 1) + "/"
                            + gzip.length + "\n") + "Content-Length: " + (gzip.length - from),
                    Arrays.copyOfRange(gzip, from, Math.min(gzip.length, from + piece)));
        });
        fetch(published, server.uri());
        assertRight();
        assertEquals((gzip.length + piece - 1) / piece, server.requests.size());
    }

    @Test
    void noResponse() throws IOException {
        AtomicReference<RawServer> self = new AtomicReference<>();
        self.set(server((number, headers, out) -> {
            clock.runAway(true);
            self.get().fallSilent();
        }));
        assertEquals("no response for 30 s", nextAfter(self.get()));
        assertEquals(1, self.get().requests.size());
    }

    @Test
    void aResponseThatStalls() throws IOException {
        AtomicReference<RawServer> self = new AtomicReference<>();
        self.set(server((number, headers, out) -> {
            RawServer.send(out, OK + "Content-Length: " + gzip.length, gzip[0]);
            clock.runAway(true);
            self.get().fallSilent();
        }));
        nextAfter(self.get());
        assertTrue(self.get().requests.size() <= ATTEMPTS);
    }

    @Test
    void aConnectionThatEndsAtOnce() throws IOException {
        RawServer server = server((number, headers, out) -> {});
        assertTrue(nextAfter(server).startsWith("the connection broke"));
        // If there was no response at all, HttpClient itself retries up to 5 times.
        assertTrue(server.requests.size() <= 5 * ATTEMPTS, "" + server.requests.size());
    }

    @Test
    void aRefusedConnection() throws IOException {
        RawServer server = server((number, headers, out) -> {});
        server.close();
        assertEquals("cannot connect", nextAfter(server));
        assertEquals(1, failures.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-5", "9223372036854775807", "99999999999999999999999", "1", "0", "1e3", "\u001b[31m7"})
    void aWrongContentLength(String length) throws IOException {
        RawServer server = sending(OK + "Content-Length: " + length, gzip);
        nextAfter(server);
        assertEquals(1, server.requests.size());
    }

    @Test
    void aContentLengthThatIsTooShortForAFileOfUnknownLength() throws Exception {
        RawServer server = sending(OK + "Content-Length: 1000", gzip);
        nextAfter(new SourceFile(NAME, Checksum.ofContent(content.length, hex("SHA-256", content))), server);
        assertEquals(1, server.requests.size());
    }

    @Test
    void aContentLengthThatIsTooLargeIsAcceptedIfTheContentIsRight() throws Exception {
        RawServer server = sending(OK + "Content-Length: " + (gzip.length + 10), gzip);
        fetch(new SourceFile(NAME, Checksum.ofContent(content.length, hex("SHA-256", content))), server.uri());
        assertRight();
        assertEquals(1, server.requests.size());
    }

    @Test
    void moreBytesThanTheFile() throws IOException {
        byte[] more = Arrays.copyOf(gzip, gzip.length + 1);
        assertEquals("received more than the " + gzip.length + " bytes of the file", nextAfter(sending(OK, more)));
    }

    @Test
    void endlessChunks() throws IOException {
        RawServer server = server((number, headers, out) -> {
            RawServer.send(out, OK + "Transfer-Encoding: chunked");
            while (true) {
                out.write("400\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[0x400]);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertEquals("received more than the " + gzip.length + " bytes of the file", nextAfter(server));
        assertEquals(1, server.requests.size());
    }

    @Test
    void theEndlessBodyOfAnErrorIsNotRead() throws IOException {
        RawServer server = server((number, headers, out) -> {
            RawServer.send(out, "HTTP/1.1 404 Not Found");
            while (true) {
                out.write(new byte[1000]);
            }
        });
        assertEquals("the server responded with status 404", nextAfter(server));
    }

    @Test
    void endlessHeaders() throws IOException {
        RawServer server = server((number, headers, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100_000; i++) {
                out.write(("X-" + i + ": " + "x".repeat(100) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            clock.runAway(true);
        });
        nextAfter(server);
        assertTrue(server.requests.size() <= ATTEMPTS, "" + server.requests.size());
    }

    @Test
    void wrongBytesOfTheRightLength() throws IOException {
        byte[] wrong = gzip.clone();
        wrong[1000] ^= 1;
        RawServer server = sending(OK + "Content-Length: " + gzip.length, wrong);
        assertTrue(nextAfter(server).startsWith("the file's MD5 is "));
        assertEquals(1, server.requests.size());
    }

    @Test
    void aPageInsteadOfTheFile() throws IOException {
        assertEquals("the server says that the file has 20 bytes, not " + gzip.length, nextAfter(sending(
                OK + "Content-Type: text/html\nContent-Length: 20", "<html>sign in</html>".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void aContentEncoding() throws IOException {
        RawServer server = sending(OK + "Content-Encoding: gzip", gzip(gzip));
        nextAfter(server);
        assertEquals("identity", server.requests.get(0).get("accept-encoding"));
    }

    @Test
    void aGzipBombIsDecompressedOnlyToTheExpectedSize() throws Exception {
        SourceFile file = new SourceFile(NAME, Checksum.ofContent(content.length, hex("SHA-256", content)));
        byte[] bomb = gzip(new byte[5_000_000]);
        assertTrue(bomb.length < content.length);
        assertTrue(nextAfter(file, sending(OK, bomb)).contains("contains more than the 20000 bytes"), failures.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-9/20023", "bytes 99999999999999999999-1/2", "bytes x-y/z", "", "bytes */20023"})
    void aRangeOtherThanTheRequestedOne(String range) throws IOException {
        RawServer server = server((number, headers, out) -> {
            if (number == 1) {
                RawServer.send(out, OK + "Content-Length: " + gzip.length, Arrays.copyOf(gzip, 10_000));
            } else if (headers.containsKey("range")) {
                RawServer.send(out, "HTTP/1.1 206 Partial\nContent-Range: " + range, new byte[10]);
            } else {
                RawServer.send(out, OK + "Content-Length: " + gzip.length, gzip);
            }
        });
        fetch(published, server.uri());
        assertRight();
        assertEquals("the server sent another range than the requested one; starting again", failures.get(1));
        assertEquals(3, server.requests.size());
    }

    @Test
    void aRangeThatWasNotRequested() throws IOException {
        RawServer server = sending("HTTP/1.1 206 Partial\nContent-Range: bytes 5-9/" + gzip.length, new byte[5]);
        assertTrue(nextAfter(server).startsWith("the server sent another range"));
        assertEquals(ATTEMPTS, server.requests.size());
    }

    @Test
    void status416WithoutARequestedRange() throws IOException {
        RawServer server = sending("HTTP/1.1 416 Range Not Satisfiable");
        assertEquals("the server responded with status 416", nextAfter(server));
        assertEquals(1, server.requests.size());
    }

    /** A server whose file changes before the second request. */
    private RawServer changing(String before, String after, boolean ifRange) {
        byte[] old = gzip.clone();
        Arrays.fill(old, 100, 9_000, (byte) 1);
        return server((number, headers, out) -> {
            if (number == 1) {
                RawServer.send(out, OK + before + "Content-Length: " + gzip.length, Arrays.copyOf(old, 10_000));
            } else if (headers.containsKey("range") && !(ifRange && headers.containsKey("if-range"))) {
                int from = Integer.parseInt(headers.get("range").replaceAll("[^0-9]", ""));
                RawServer.send(out,
                        "HTTP/1.1 206 Partial\n" + after + "Content-Range: bytes " + from + "-" + (gzip.length - 1) + "/"
                                + gzip.length,
                        Arrays.copyOfRange(gzip, from, gzip.length));
            } else {
                RawServer.send(out, OK + after + "Content-Length: " + gzip.length, gzip);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: \"one\"\n", "Last-Modified: Sat, 01 Jan 2000 00:00:00 GMT\n"})
    void aChangedFileIsDetectedByTheServer(String validator) throws IOException {
        RawServer server = changing(validator, "ETag: \"two\"\n", true);
        fetch(published, server.uri());
        assertRight();
        assertEquals(2, server.requests.size());
        assertEquals(validator.strip().replaceFirst("^[^:]*: ", ""), server.requests.get(1).get("if-range"));
        assertNull(server.requests.get(0).get("if-range"));
    }

    @Test
    void aChangedFileIsDetectedByItsEntityTag() throws IOException {
        RawServer server = changing("ETag: \"one\"\n", "ETag: \"two\"\n", false);
        fetch(published, server.uri());
        assertRight();
        assertEquals("the file on the server has changed; starting again", failures.get(1));
        assertEquals(3, server.requests.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ETag: W/\"weak\"\n"})
    void aChangedFileIsDetectedByTheChecksum(String tag) throws IOException {
        RawServer server = changing(tag, tag, false);
        fetch(published, server.uri());
        assertRight();
        assertTrue(failures.get(1).startsWith("the file's MD5 is "), failures.toString());
        assertEquals(3, server.requests.size());
        assertNull(server.requests.get(1).get("if-range"));
    }

    @Test
    void aRedirectIsFollowed() throws IOException {
        Mirror good = new Mirror(Map.of(NAME, gzip));
        open.add(good);
        RawServer server = sending("HTTP/1.1 302 Found\nLocation: " + good.uri() + NAME);
        fetch(published, server.uri());
        assertRight();
    }

    @Test
    void aRedirectToItself() throws IOException {
        RawServer server = sending("HTTP/1.1 301 Moved\nLocation: " + NAME);
        assertEquals("it redirects more than 5 times", nextAfter(server));
        assertEquals(6, server.requests.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "http://192.0.2.1/x", "ftp://127.0.0.1/x", "https:/x", "jar:file:/x!/y", "http://",
                    "::", "\u001b]0;title\u0007", "data:text/plain,x"})
    void aRedirectToAForbiddenUrl(String location) throws IOException {
        RawServer server = sending("HTTP/1.1 302 Found\nLocation: " + location);
        String reason = nextAfter(server);
        assertEquals(1, server.requests.size());
        assertTrue(reason.startsWith("it redirects to ") || reason.startsWith("its response is not valid"), reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aTransientStatusIsRetried(int status) throws IOException {
        RawServer server = server((number, headers, out) -> {
            if (number < 3) {
                RawServer.send(out,
                        "HTTP/1.1 " + status + " Wait\nRetry-After: " + (number == 1 ? "7" : "Sat, 01 Jan 2000 00:00:00 GMT"));
            } else {
                RawServer.send(out, OK + "Content-Length: " + gzip.length, gzip);
            }
        });
        fetch(published, server.uri());
        assertRight();
        assertEquals(Duration.ofSeconds(7 + 3), clock.slept());
    }

    @Test
    void aTransientStatusThatPersists() throws IOException {
        RawServer server = sending("HTTP/1.1 503 Overloaded");
        assertEquals("the server responded with status 503", nextAfter(server));
        assertEquals(ATTEMPTS, server.requests.size());
        assertEquals(WAITS, clock.slept());
    }

    @ParameterizedTest
    @ValueSource(strings = {"86400", "999999999999999999"})
    void aRetryAfterThatIsTooLong(String seconds) throws IOException {
        RawServer server = sending("HTTP/1.1 429 Too Many\nRetry-After: " + seconds);
        assertEquals("the server responded with status 429 and asks to wait " + seconds + " s", nextAfter(server));
        assertEquals(1, server.requests.size());
        assertEquals(Duration.ZERO, clock.slept());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 404 \u001b[2J\u0007", "\u001b[31mHTTP", "HTTP/1.1 200 OK\nContent-Length: \u009b31m",
            "HTTP/1.1 200 OK\nX\u001b: \u001b[1m", "SSH-2.0-OpenSSH"})
    void controlCharactersAreNotShown(String headers) throws IOException {
        nextAfter(sending(headers, gzip[0]));
    }

    @Test
    void aMirrorThatFailedIsTriedLastForTheNextFile() throws Exception {
        RawServer bad = sending("HTTP/1.1 404 Not Found");
        Mirror good = new Mirror(Map.of("a", gzip, "b", gzip));
        open.add(good);
        DataSource source = new DataSource("set", "a set", "free", "nobody", List.of("a", "b"),
                List.of(new SourceFile("a", published.checksum()), new SourceFile("b", published.checksum())),
                List.of(bad.uri(), good.uri()));
        new Fetcher(false, FetchTimeouts.DEFAULT, clock, true).fetch(source, List.of(), folder, progress);
        assertEquals(1, bad.requests.size());
        assertEquals(List.of("a", "b"), names());
    }

    @Test
    void aFetchCanBeCancelledWhileNothingIsReceived() throws IOException {
        AtomicReference<RawServer> self = new AtomicReference<>();
        self.set(server((number, headers, out) -> {
            if (number == 1) {
                RawServer.send(out, OK + "ETag: \"one\"\nContent-Length: " + gzip.length, Arrays.copyOf(gzip, 1000));
                self.get().fallSilent();
            }
            RawServer.send(out, "HTTP/1.1 206 Partial\nContent-Range: bytes 1000-" + (gzip.length - 1) + "/" + gzip.length,
                    Arrays.copyOfRange(gzip, 1000, gzip.length));
        }));
        FetchProgress stopping = new FetchProgress() {
            @Override
            public void received(String file, long received, long total) {
                if (received == 1000) {
                    throw new CancellationException("interrupted");
                }
            }
        };
        assertThrows(CancellationException.class, () -> fetch(published, stopping, self.get().uri()));
        assertEquals(2, names().size(), "the part and its note");
        assertFalse(names().contains(NAME));
        // The part is used by the next fetch, and only if the file has not changed.
        fetch(published, self.get().uri());
        assertRight();
        assertEquals("bytes=1000-", self.get().requests.get(1).get("range"));
        assertEquals("\"one\"", self.get().requests.get(1).get("if-range"));
    }

    @Test
    void aDeletedFolderIsNotAFailureOfTheMirror() throws IOException {
        Path inner = folder.resolve("inner");
        RawServer server = server((number, headers, out) -> {
            try (Stream<Path> files = Files.list(inner)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(inner);
            RawServer.send(out, OK + "Content-Length: " + gzip.length, gzip);
        });
        DataSource source = new DataSource("set", "a set", "free", "nobody", List.of("a", "b"), List.of(published),
                List.of(server.uri(), server.uri()));
        String message = assertThrows(DataException.class, () -> new Fetcher(false, FetchTimeouts.DEFAULT, clock, true)
                .fetch(source, List.of(), inner, progress)).getMessage();
        assertTrue(message.startsWith("cannot write " + inner.resolve(NAME) + ": "), message);
        assertEquals(1, server.requests.size());
    }
}
