package bn.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Backends that compute nothing, and a clock that their calls move: 5 ms a call in a, 10 ms in b. */
class BenchmarkTest {
    private static final Map<String, Long> CALL_NANOS = Map.of("a", 5_000_000L, "b", 10_000_000L);

    private final List<String> log = new ArrayList<>();
    private final List<Measurement> measured = new ArrayList<>();
    private long now;

    @Test
    void backendsTakeTheirSamplesInTurn() {
        benchmark(0.04).run(List.of(new Fake("one", 1000)), listener(Integer.MAX_VALUE));
        // A call for the results; 20 ms of warm-up, in which one call is enough to find the size of a sample; two rounds in 2 x 40 ms.
        assertEquals("ab" + "a" + "aaaa" + "b" + "bb" + "aaaabb" + "aaaabb", String.join("", log));
    }

    @Test
    void measurementsHaveTimeRateRatioAndDifference() {
        benchmark(0.04).run(List.of(new Fake("one", 1000), new Fake("two", 1000)), listener(Integer.MAX_VALUE));
        assertEquals(List.of("one a", "one b", "two a", "two b"),
                measured.stream().map(one -> one.workload() + " " + one.backend()).toList());
        Measurement a = measured.get(0);
        assertEquals(0.005, a.timing().median(), 1e-12);
        assertEquals(4, a.timing().callsPerSample());
        // 3e9 bytes in 5 ms.
        assertEquals(600, a.rate(), 1e-6);
        assertEquals("GB/s", a.rateUnit());
        assertEquals(1, a.timeRatio());
        assertEquals(0, a.difference());
        Measurement b = measured.get(1);
        assertEquals(2, b.timeRatio(), 1e-9);
        assertEquals(0.25, b.difference(), 1e-15);
    }

    @Test
    void evenTheShortestTimeHasOneSampleOfEach() {
        benchmark(1e-9).run(List.of(new Fake("one", 1000)), listener(Integer.MAX_VALUE));
        assertEquals(List.of(1, 1), measured.stream().map(one -> one.timing().samples()).toList());
    }

    @Test
    void whenItIsCancelledWholeWorkloadsRemain() {
        List<Workload> workloads = List.of(new Fake("one", 1000), new Fake("two", 1000));
        assertThrows(CancellationException.class, () -> benchmark(0.04).run(workloads, listener(2)));
        assertEquals(List.of("one", "one"), measured.stream().map(Measurement::workload).toList());
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingRuns() {
        // A device of 1 MiB holds 262144 elements of 4 bytes.
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> benchmark(0.04)
                .run(List.of(new Fake("one", 262_144), new Fake("two", 262_145)), listener(Integer.MAX_VALUE)));
        assertTrue(e.getMessage().startsWith("two 3x4 needs") && e.getMessage().contains("smaller shape"), e.getMessage());
        assertThrows(InvalidRequestException.class,
                () -> benchmark(0.04).run(List.of(new Fake("one", 3e9)), listener(Integer.MAX_VALUE)));
        assertEquals(List.of(), log);
    }

    @Test
    void kernelsThatABackendDoesNotHaveAreRefusedBeforeAnythingRuns() {
        Workload convolution = KernelGroup.of("convolution").workloads(List.of("2x3x4x5")).get(0);
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> benchmark(0.04)
                .run(List.of(new Fake("one", 1000), convolution), listener(Integer.MAX_VALUE)));
        assertTrue(e.getMessage().startsWith("backend a has no kernels for convolution forward"), e.getMessage());
        assertEquals(List.of(), log);
    }

    @Test
    void wrongRequestsAreRefused() {
        for (double seconds : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InvalidRequestException.class, () -> benchmark(seconds));
        }
        BnException e = assertThrows(BnException.class,
                () -> new Benchmark(List.of(backend("a")), (work, bytes) -> Optional.empty(), DType.FLOAT64, 1, 1, () -> now));
        assertTrue(e.getMessage().contains("backend a does not compute in f64"), e.getMessage());
    }

    /** A limit of 2 ms. */
    @Test
    void limitHasItsTurnsAndARow() {
        benchmark(0.04, (work, bytes) -> Optional.of(() -> now += 2_000_000)).run(List.of(new Fake("one", 1000)), listener(3));
        assertEquals(List.of("a", "b", "memory"), measured.stream().map(Measurement::backend).toList());
        assertEquals(0.4, measured.get(2).timeRatio(), 1e-9);
        assertEquals(1500, measured.get(2).rate(), 1e-6);
        assertEquals(measured.get(0).timing().samples(), measured.get(2).timing().samples());
    }

    @Test
    void memoryLimitsTrafficAndNotArithmetic() {
        Roofline memory = new MemoryRoofline();
        assertTrue(memory.of(Work.flops(1e9), 1e6).isEmpty());
        for (double bytes : new double[] {4, 1e5, 1e7}) {
            memory.of(Work.bytes(bytes), 0.8 * bytes).orElseThrow().run();
        }
    }

    private Benchmark benchmark(double seconds) {
        return benchmark(seconds, (work, bytes) -> Optional.empty());
    }

    private Benchmark benchmark(double seconds, Roofline roofline) {
        return new Benchmark(List.of(backend("a"), backend("b")), roofline, DType.FLOAT32, seconds, 1, () -> now);
    }

    private static LabelledBackend backend(String name) {
        Device device = new Device("a device", "cpu", 1 << 20, Set.of(DType.FLOAT32), "nothing");
        Object backend = Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> name;
                    case "device" -> device;
                    case "synchronize" -> null;
                    case "optional" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new LabelledBackend(name, (Backend) backend);
    }

    /** Cancels after a number of measurements. */
    private BenchmarkListener listener(int most) {
        return new BenchmarkListener() {
            @Override
            public void progress(double share, String workload) {
                assertTrue(share >= 0 && share <= 1, () -> "share " + share);
                if (measured.size() >= most) {
                    throw new CancellationException();
                }
            }

            @Override
            public void measured(Measurement measurement) {
                measured.add(measurement);
            }
        };
    }

    /** Results that differ by a quarter between a and b. */
    private final class Fake implements Workload {
        private final String name;
        private final double elements;

        Fake(String name, double elements) {
            this.name = name;
            this.elements = elements;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String size() {
            return "3x4";
        }

        @Override
        public double elements() {
            return elements;
        }

        @Override
        public Work work(DType dtype) {
            return Work.bytes(3e9);
        }

        @Override
        public PreparedWorkload prepare(Operands operands) {
            String backend = operands.backend().name();
            return new PreparedWorkload(() -> {
                log.add(backend);
                now += CALL_NANOS.get(backend);
            }, () -> Stream.of(new double[] {4, backend.equals("a") ? 1 : 2}));
        }
    }
}
