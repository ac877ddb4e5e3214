package bn.experiments.data.fetch;

import static bn.experiments.data.fetch.Digests.hex;
import static bn.experiments.fuzz.Fuzzer.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
    private static final String PLAIN = "digits-ubyte";
    private static final String NAME = PLAIN + ".gz";

    @TempDir
    private Path cache;

    private final byte[] content = new byte[100_000];
    private final TestClock clock = new TestClock();
    private final List<String> failures = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FetchProgress progress = new FetchProgress() {
        @Override
        public void failed(URI from, String reason) {
            clock.runAway(false);
            failures.add(reason);
        }
    };
    private byte[] gzip;
    private SourceFile file;
    private Path folder;
    private Path place;

    @BeforeEach
    void make() throws Exception {
        new SplittableRandom(1).nextBytes(content);
        gzip = gzip(content);
        file = new SourceFile(NAME, Checksum.ofContent(content.length, hex("SHA-256", content)));
        folder = cache.resolve("set");
        place = folder.resolve(NAME);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable mirror : open) {
            mirror.close();
        }
    }

    private Mirror mirror(byte[] bytes) {
        Mirror mirror = new Mirror(bytes == null ? Map.of() : Map.of(NAME, bytes));
        open.add(mirror);
        return mirror;
    }

    private DataSource source(Mirror... mirrors) {
        return new DataSource("set", "a set", "free", "nobody", List.of("a", "b"), List.of(file),
                Stream.of(mirrors).map(Mirror::uri).toList());
    }

    private FetchedFile fetch(Mirror... mirrors) {
        return fetch(false, mirrors);
    }

    private FetchedFile fetch(boolean offline, Mirror... mirrors) {
        return fetcher(offline).fetch(source(mirrors), List.of(cache, folder), folder, progress).get(0);
    }

    private Fetcher fetcher(boolean offline) {
        return new Fetcher(offline, FetchTimeouts.DEFAULT, clock, true);
    }

    /** Checks that the file was fetched from a mirror, and that there are no other files. */
    private void assertFetched(FetchedFile fetched, Mirror from) throws IOException {
        assertEquals(new FetchedFile(place, Optional.of(from.uri().resolve(NAME))), fetched);
        assertArrayEquals(gzip, Files.readAllBytes(place));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(place), files.toList());
        }
    }

    /** Creates a stale partial file, as if an earlier fetch from the mirror had been stopped. */
    private void leavePart(Mirror mirror, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        try (PartFile part = PartFile.open(place, mirror.uri().resolve(NAME), Long.MAX_VALUE); FileChannel out = part.begin("")) {
            out.write(ByteBuffer.wrap(bytes));
        }
    }

    private byte[] half() {
        return Arrays.copyOf(gzip, gzip.length / 2);
    }

    @Test
    void downloadsAndReportsProgress() throws IOException {
        Mirror mirror = mirror(gzip);
        List<Long> received = new ArrayList<>();
        FetchProgress counting = new FetchProgress() {
            @Override
            public void received(String name, long bytes, long total) {
                assertEquals(NAME, name);
                assertTrue(total == gzip.length || total == -1 && bytes == 0, "known after the headers");
                received.add(bytes);
            }
        };
        FetchedFile fetched = fetcher(false).fetch(source(mirror), List.of(), folder, counting).get(0);
        assertFetched(fetched, mirror);
        assertEquals(gzip.length, received.get(received.size() - 1));
        assertEquals(received.stream().sorted().toList(), received);
    }

    @Test
    void filesThatArePresentWithTheRightContentAreNotFetched() throws IOException {
        Mirror mirror = mirror(gzip);
        Files.createDirectories(folder);
        Files.write(folder.resolve(PLAIN), content);
        assertEquals(new FetchedFile(folder.resolve(PLAIN), Optional.empty()), fetch(mirror));
        Files.write(place, gzip);
        assertEquals(new FetchedFile(place, Optional.empty()), fetch(true, mirror));
        assertEquals(List.of(), mirror.ranges);
    }

    @Test
    void aCompleteDataSetInAnotherFolderIsFound() throws IOException {
        Path elsewhere = Files.write(cache.resolve(NAME), gzip);
        assertEquals(elsewhere, fetch(true).path());
    }

    @Test
    void filesWithWrongContentAreReplaced() throws IOException {
        Files.createDirectories(folder);
        Files.write(place, gzip(new byte[10]));
        Mirror mirror = mirror(gzip);
        assertFetched(fetch(mirror), mirror);
    }

    @Test
    void theNextMirrorIsTriedAfterARefusal() throws IOException {
        Mirror empty = mirror(null);
        Mirror full = mirror(gzip);
        assertFetched(fetch(empty, full), full);
        assertEquals(List.of("the server responded with status 404"), failures);
        assertEquals(1, empty.ranges.size(), "there is no retry after status 404");
    }

    @Test
    void theNextMirrorIsTriedAfterWrongContent() throws IOException {
        Mirror wrong = mirror(gzip(new byte[10]));
        Mirror page = mirror("<html>sign in</html>".getBytes(StandardCharsets.UTF_8));
        Mirror right = mirror(gzip);
        assertFetched(fetch(wrong, page, right), right);
        assertEquals(2, failures.size());
        assertTrue(failures.get(0).startsWith("the content's SHA-256 is "), failures.get(0));
    }

    @Test
    void aChecksumOfTheFileIsThatOfTheBytesSent() throws Exception {
        byte[] other = gzip(content);
        other[9] ^= 1;      // the operating system in the header: another file with the same content
        for (Checksum checksum : List.of(Checksum.md5(gzip.length, hex("MD5", gzip)),
                Checksum.sha256(gzip.length, hex("SHA-256", gzip)))) {
            Files.deleteIfExists(place);
            failures.clear();
            file = new SourceFile(NAME, checksum);
            Mirror wrong = mirror(other);
            Mirror right = mirror(gzip);
            assertFetched(fetch(wrong, right), right);
            assertEquals(List.of("the file's " + checksum.algorithm() + " is " + hex(checksum.algorithm(), other) + ", not "
                    + checksum.hex()), failures);
            assertEquals(new FetchedFile(place, Optional.empty()), fetch(true));
        }
    }

    @Test
    void aDownloadIsResumedWhereTheConnectionBroke() throws IOException {
        Mirror mirror = mirror(gzip);
        mirror.fail(Mirror.Fault.HANG_UP);
        mirror.fail(Mirror.Fault.HANG_UP);
        mirror.fail(Mirror.Fault.HANG_UP);
        assertFetched(fetch(mirror), mirror);
        int size = gzip.length;
        int second = size / 2;
        int third = (second + size) / 2;
        assertEquals(List.of("", "bytes=" + second + "-", "bytes=" + third + "-", "bytes=" + (third + size) / 2 + "-"),
                mirror.ranges);
        assertEquals(3, failures.size());
    }

    @Test
    void aDownloadIsResumedByALaterRun() throws IOException {
        Mirror mirror = mirror(gzip);
        leavePart(mirror, half());
        assertFetched(fetch(mirror), mirror);
        assertEquals(List.of("bytes=" + gzip.length / 2 + "-"), mirror.ranges);
    }

    @Test
    void startsAgainIfTheServerDoesNotSupportRanges() throws IOException {
        Mirror mirror = mirror(gzip);
        mirror.sendsParts = false;
        leavePart(mirror, half());
        assertFetched(fetch(mirror), mirror);
        assertEquals(1, mirror.ranges.size());
    }

    @Test
    void startsAgainIfThePartIsOfAnotherFile() throws IOException {
        Mirror mirror = mirror(gzip);
        leavePart(mirror, new byte[1000]);
        assertFetched(fetch(mirror), mirror);
        assertEquals(List.of("bytes=1000-", ""), mirror.ranges);
    }

    @Test
    void startsAgainIfThePartIsLongerThanTheFile() throws IOException {
        Mirror mirror = mirror(gzip);
        leavePart(mirror, new byte[gzip.length + 1]);
        assertFetched(fetch(mirror), mirror);
        assertEquals(List.of("bytes=" + (gzip.length + 1) + "-", ""), mirror.ranges);
    }

    @Test
    void startsAgainIfTheServerSendsAnotherRange() throws IOException {
        Mirror mirror = mirror(gzip);
        mirror.sendsTheWrongPart = true;
        leavePart(mirror, half());
        assertFetched(fetch(mirror), mirror);
        assertEquals(List.of("the server sent another range than the requested one; starting again"), failures);
    }

    @Test
    void aCompletePartialFileNeedsNoRequest() throws IOException {
        Mirror mirror = mirror(gzip);
        leavePart(mirror, gzip);
        assertFetched(fetch(mirror), mirror);
        assertEquals(List.of(), mirror.ranges);
    }

    @Test
    void aServerThatStopsSendingIsRetried() throws IOException {
        Mirror mirror = mirror(gzip);
        mirror.fail(Mirror.Fault.STALL);
        mirror.onStall = () -> clock.runAway(true);
        assertFetched(fetch(mirror), mirror);
        assertEquals(1, failures.size());
        assertTrue(mirror.ranges.get(1).startsWith("bytes="));
    }

    @Test
    void ifAllMirrorsFailTheMessageHasTheReasonOfEach() {
        Mirror empty = mirror(null);
        Mirror gone = mirror(null);
        gone.close();
        String message = assertThrows(DataException.class, () -> fetch(empty, gone)).getMessage();
        assertTrue(message.contains(empty.uri() + NAME + ": the server responded with status 404"), message);
        assertTrue(message.contains(gone.uri() + NAME + ": "), message);
        assertEquals(1, message.lines().count(), message);
        assertTrue(Files.notExists(place));
    }

    @Test
    void offlineNoRequestIsSent() {
        Mirror mirror = mirror(gzip);
        DataException failure = assertThrows(DataException.class, () -> fetch(true, mirror));
        assertTrue(failure.getMessage().contains(NAME) && failure.getMessage().contains("offline"), failure.getMessage());
        assertEquals(List.of(DataRemedy.ONLINE), failure.remedies());
        assertEquals(List.of(), mirror.ranges);
    }

    @Test
    void onlyHttpsIsUsed() {
        Mirror mirror = mirror(gzip);
        assertThrows(InvalidRequestException.class,
                () -> new Fetcher(false).fetch(source(mirror), List.of(), folder, FetchProgress.NONE));
        assertEquals(List.of(), mirror.ranges);
        // 192.0.2.1 is reserved for documentation (RFC 5737). HTTP to other machines is rejected in tests as well.
        DataSource elsewhere = new DataSource("set", "", "", "", List.of(), List.of(file),
                List.of(URI.create("http://192.0.2.1/")));
        assertThrows(InvalidRequestException.class,
                () -> fetcher(false).fetch(elsewhere, List.of(), folder, FetchProgress.NONE));
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed() throws IOException {
        Files.writeString(folder, "a file where the folder should be");
        String message = assertThrows(DataException.class, () -> fetch(mirror(gzip))).getMessage();
        assertTrue(message.contains("cannot write to the folder " + folder) && message.contains("BN_DATA"), message);
    }
}
