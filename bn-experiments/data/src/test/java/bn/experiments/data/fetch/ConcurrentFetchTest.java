package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fetches of one file at the same time: the server lets each wait in the middle until the other is there, too. */
@Timeout(120)
class ConcurrentFetchTest {
    private static final String NAME = "file.bin";

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[300_000];
    private final SourceFile file;

    ConcurrentFetchTest() throws Exception {
        new SplittableRandom(7).nextBytes(bytes);
        file = new SourceFile(NAME, Checksum.md5(bytes.length, HexFormat.of().formatHex(
                MessageDigest.getInstance("MD5").digest(bytes))));
    }

    private RawServer.Script halves(CyclicBarrier middle) {
        return (number, headers, out) -> {
            RawServer.send(out, "HTTP/1.1 200 OK\nContent-Length: " + bytes.length, Arrays.copyOf(bytes, bytes.length / 2));
            middle.await();
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        };
    }

    private void assertRight() throws IOException {
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve(NAME)));
        assertEquals(List.of(NAME), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RawServer server = new RawServer(halves(new CyclicBarrier(2)))) {
            DataSource source = new DataSource("set", "a set", "free", "nobody", List.of("a", "b"), List.of(file),
                    List.of(server.uri()));
            List<Future<List<FetchedFile>>> fetches = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                fetches.add(threads.submit(() -> new Fetcher(false, FetchTimeouts.USUAL, FetchClock.SYSTEM, true)
                        .fetch(source, List.of(), folder, FetchProgress.NONE)));
            }
            for (Future<List<FetchedFile>> fetch : fetches) {
                assertEquals(folder.resolve(NAME), fetch.get().get(0).path());
            }
            assertEquals(2, server.requests.size());
            assertRight();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void processes() throws Exception {
        try (RawServer server = new RawServer(halves(new CyclicBarrier(2)))) {
            Process first = FetchProcess.start(folder, server.uri(), file);
            Process second = FetchProcess.start(folder, server.uri(), file);
            assertEquals(0, first.waitFor());
            assertEquals(0, second.waitFor());
            assertEquals(2, server.requests.size());
            assertRight();
        }
    }

    @Test
    void whatAKilledProcessLeftIsUsedWhileAnotherGoesOn() throws Exception {
        int half = bytes.length / 2;
        CyclicBarrier middle = new CyclicBarrier(3);
        CountDownLatch killed = new CountDownLatch(1);
        RawServer.Script script = (number, headers, out) -> {
            if (headers.containsKey("range")) {
                assertEquals("bytes=" + half + "-", headers.get("range"));
                RawServer.send(out, "HTTP/1.1 206 Partial\nContent-Range: bytes " + half + "-" + (bytes.length - 1) + "/"
                        + bytes.length, Arrays.copyOfRange(bytes, half, bytes.length));
                return;
            }
            RawServer.send(out, "HTTP/1.1 200 OK\nContent-Length: " + bytes.length, Arrays.copyOf(bytes, half));
            middle.await();
            killed.await();
            out.write(bytes, half, bytes.length - half);
        };
        try (RawServer server = new RawServer(script)) {
            Process first = FetchProcess.start(folder, server.uri(), file);
            Process second = FetchProcess.start(folder, server.uri(), file);
            middle.await();
            // Both parts lie on the disk, as far as they were sent.
            while (parts(half).size() < 2) {
                Thread.sleep(10);
            }
            first.destroyForcibly().waitFor();
            Process third = FetchProcess.start(folder, server.uri(), file);
            assertEquals(0, third.waitFor());
            assertEquals(3, server.requests.size());
            assertTrue(server.requests.get(2).containsKey("range"), "it goes on where the killed one ended");
            assertEquals(1, parts(half).size(), "the part of the second is still its own");
            killed.countDown();
            assertEquals(0, second.waitFor());
            assertRight();
        }
    }

    private List<Path> parts(int size) throws IOException {
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(path -> path.toString().endsWith(".part")).toList()) {
                if (Files.size(path) == size) {
                    parts.add(path);
                }
            }
        }
        return parts;
    }
}
