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

class ThreadTeamTest {
    private static final long MUCH = 1 << 24;

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,1,1", "2,100,16", "3,100,16", "3,17,16", "4,5,1", "5,1000,7"})
    void everyUnitIsProcessedOnceAndRangesStartAtMultiplesOfTheGrain(int threads, int units, int grain) {
        try (ThreadTeam team = new ThreadTeam(threads)) {
            int[] done = new int[units];
            team.parallelFor(MUCH, units, grain, (thread, from, to) -> {
                assertEquals(0, from % grain);
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
    void everyRangeRunsOnAThreadOfItsOwnWithItsNumber() {
        try (ThreadTeam team = new ThreadTeam(3)) {
            Set<Integer> numbers = ConcurrentHashMap.newKeySet();
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            team.parallelFor(MUCH, 3, 1, (thread, from, to) -> {
                numbers.add(thread);
                threads.add(Thread.currentThread());
            });
            assertEquals(Set.of(0, 1, 2), numbers);
            assertEquals(3, threads.size());
            assertTrue(threads.contains(Thread.currentThread()));
        }
    }

    @Test
    void littleWorkStaysOnTheCallingThread() {
        try (ThreadTeam team = new ThreadTeam(3)) {
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            team.parallelFor(1000, 1000, 1, (thread, from, to) -> threads.add(Thread.currentThread()));
            assertEquals(Set.of(Thread.currentThread()), threads);
        }
    }

    @Test
    void failureOnAnyThreadReachesTheCallerAndTheTeamStaysUsable() {
        try (ThreadTeam team = new ThreadTeam(2)) {
            for (int failing = 0; failing < 2; failing++) {
                int bad = failing;
                RuntimeException e = assertThrows(RuntimeException.class,
                        () -> team.parallelFor(MUCH, 2, 1, (thread, from, to) -> {
                            if (thread == bad) {
                                throw new ArithmeticException("thread " + thread);
                            }
                        }));
                assertTrue(e.toString().contains("thread " + bad), e.toString());
            }
            int[] done = new int[2];
            team.parallelFor(MUCH, 2, 1, (thread, from, to) -> done[thread]++);
            assertArrayEquals(new int[] {1, 1}, done);
        }
    }

    @Test
    void parkedThreadsWakeUp() throws InterruptedException {
        try (ThreadTeam team = new ThreadTeam(2)) {
            for (int i = 0; i < 3; i++) {
                Thread.sleep(5);
                int[] done = new int[2];
                team.parallelFor(MUCH, 2, 1, (thread, from, to) -> done[thread]++);
                assertArrayEquals(new int[] {1, 1}, done);
            }
        }
    }

    /** Each job is long enough for the calling thread to park, and there are enough late jobs in a row for the worker to park. */
    @Test
    void callerWaitsForALateWorker() {
        try (ThreadTeam team = new ThreadTeam(2)) {
            for (int i = 0; i < 40; i++) {
                int[] done = new int[2];
                team.parallelFor(MUCH, 2, 1, (thread, from, to) -> {
                    work(thread * 200_000L);
                    done[thread]++;
                });
                assertArrayEquals(new int[] {1, 1}, done);
            }
        }
    }

    @Test
    void interruptedThreadStillWaits() {
        try (ThreadTeam team = new ThreadTeam(2)) {
            Thread.currentThread().interrupt();
            int[] done = new int[2];
            team.parallelFor(MUCH, 2, 1, (thread, from, to) -> {
                work(thread * 1_000_000L);
                done[thread]++;
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
