package bn.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamTest {
    private static final long MUCH = 1 << 24;

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,1,1", "2,100,16", "3,100,16", "3,17,16", "4,5,1", "5,1000,7"})
    void everyUnitIsDoneOnceAndGranulesAreKept(int threads, int units, int granule) {
        try (Team team = new Team(threads)) {
            int[] done = new int[units];
            team.split(MUCH, units, granule, (part, from, to) -> {
                assertEquals(0, from % granule);
                for (int i = from; i < to; i++) {
                    done[i]++;
                }
            });
            int[] once = new int[units];
            Arrays.fill(once, 1);
            assertArrayEquals(once, done);
        }
    }

    @Test
    void partsRunOnThreadsOfTheirOwnWithNumbersOfTheirOwn() {
        try (Team team = new Team(3)) {
            Set<Integer> parts = ConcurrentHashMap.newKeySet();
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            team.split(MUCH, 3, 1, (part, from, to) -> {
                parts.add(part);
                threads.add(Thread.currentThread());
            });
            assertEquals(Set.of(0, 1, 2), parts);
            assertEquals(3, threads.size());
            assertTrue(threads.contains(Thread.currentThread()));
        }
    }

    @Test
    void littleWorkStaysOnTheCallingThread() {
        try (Team team = new Team(3)) {
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            team.split(1000, 1000, 1, (part, from, to) -> threads.add(Thread.currentThread()));
            assertEquals(Set.of(Thread.currentThread()), threads);
        }
    }

    @Test
    void failureOfAnyPartReachesTheCallerAndTheTeamGoesOn() {
        try (Team team = new Team(2)) {
            for (int failing = 0; failing < 2; failing++) {
                int bad = failing;
                RuntimeException e = assertThrows(RuntimeException.class, () -> team.split(MUCH, 2, 1, (part, from, to) -> {
                    if (part == bad) {
                        throw new ArithmeticException("part " + part);
                    }
                }));
                assertTrue(e.toString().contains("part " + bad), e.toString());
            }
            int[] done = new int[2];
            team.split(MUCH, 2, 1, (part, from, to) -> done[part]++);
            assertArrayEquals(new int[] {1, 1}, done);
        }
    }

    @Test
    void sleepingThreadsWakeUp() throws InterruptedException {
        try (Team team = new Team(2)) {
            for (int i = 0; i < 3; i++) {
                Thread.sleep(5);
                int[] done = new int[2];
                team.split(MUCH, 2, 1, (part, from, to) -> done[part]++);
                assertArrayEquals(new int[] {1, 1}, done);
            }
        }
    }

    /** Long enough for the calling thread to sleep, and often enough in a row for the other one to be sent to sleep. */
    @Test
    void partThatTakesLongIsWaitedFor() {
        try (Team team = new Team(2)) {
            for (int i = 0; i < 40; i++) {
                int[] done = new int[2];
                team.split(MUCH, 2, 1, (part, from, to) -> {
                    work(part * 200_000L);
                    done[part]++;
                });
                assertArrayEquals(new int[] {1, 1}, done);
            }
        }
    }

    @Test
    void interruptedThreadStillWaits() {
        try (Team team = new Team(2)) {
            Thread.currentThread().interrupt();
            int[] done = new int[2];
            team.split(MUCH, 2, 1, (part, from, to) -> {
                work(part * 1_000_000L);
                done[part]++;
            });
            assertArrayEquals(new int[] {1, 1}, done);
            assertTrue(Thread.interrupted());
        }
    }

    private static void work(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
