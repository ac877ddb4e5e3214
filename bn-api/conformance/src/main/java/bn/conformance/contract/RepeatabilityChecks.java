package bn.conformance.contract;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.MomentsAccumulator;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * The same calls give the same bits: repeated, on another backend, while another thread computes, in place, and after other
 * shapes.
 */
public final class RepeatabilityChecks {
    private static final int ROWS = 300;
    private static final int COLUMNS = 70;
    private static final int UNITS = 33;
    private static final int ROUNDS = 4;
    /** The work of one run of all calls: mostly its four matrix products, and the three passes of a convolution. */
    private static final long WORK = 4L * ROWS * COLUMNS * UNITS + 20L * ROWS * COLUMNS + ImageKernelCalls.work(ROWS, UNITS);

    private RepeatabilityChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        Stream<DynamicNode> inPlace = KernelCalls.of(underTest.backend(), ROWS, COLUMNS, UNITS).stream()
                .filter(call -> call.arguments().stream().anyMatch(argument -> !argument.mayBe().isEmpty()))
                .map(call -> underTest.test(call + " in place gives the same bits", 2 * ROWS * COLUMNS,
                        fixture -> inPlace(fixture, call)));
        return Stream.concat(inPlace, Stream.of(
                underTest.test("again, with other shapes between", 2 * WORK, RepeatabilityChecks::again),
                underTest.test("on a fresh backend", 2 * WORK, fixture -> fresh(fixture, underTest)),
                underTest.test("on two backends in two threads", (2 * ROUNDS + 1) * WORK, fixture -> concurrent(fixture,
                        underTest))));
    }

    private static void inPlace(Fixture fixture, KernelCall call) {
        Tensor[] apart = call.tensors(fixture);
        call.action().run(fixture.backend(), apart);
        for (int written = 0; written < apart.length; written++) {
            for (String mayBe : call.arguments().get(written).mayBe()) {
                Tensor[] together = call.tensors(fixture);
                together[written] = together[call.index(mayBe)];
                call.action().run(fixture.backend(), together);
                for (int i = 0; i < together.length; i++) {
                    if (call.arguments().get(i).written()) {
                        Closeness.assertSame(apart[i].toDoubles(), together[i].toDoubles(), call.arguments().get(i).name()
                                + " in place of " + mayBe);
                    }
                }
            }
        }
    }

    private static void again(Fixture fixture) {
        List<double[]> first = all(fixture.backend(), fixture.dtype(), ROWS);
        all(fixture.backend(), fixture.dtype(), ROWS / 2 + 1);
        assertSame(first, all(fixture.backend(), fixture.dtype(), ROWS));
    }

    private static void fresh(Fixture fixture, BackendUnderTest underTest) {
        List<double[]> first = all(fixture.backend(), fixture.dtype(), ROWS);
        try (Backend other = underTest.opener().get()) {
            assertSame(first, all(other, fixture.dtype(), ROWS));
        }
    }

    /** Two backends, each used by another thread than the one that opened it. */
    private static void concurrent(Fixture fixture, BackendUnderTest underTest) {
        List<double[]> alone = all(fixture.backend(), fixture.dtype(), ROWS);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Backend other = underTest.opener().get()) {
            List<Future<List<double[]>>> results = new ArrayList<>();
            for (Backend backend : List.of(fixture.backend(), other)) {
                Callable<List<double[]>> rounds = () -> {
                    List<double[]> last = List.of();
                    for (int i = 0; i < ROUNDS; i++) {
                        last = all(backend, fixture.dtype(), ROWS);
                        assertSame(alone, last);
                    }
                    return last;
                };
                results.add(threads.submit(rounds));
            }
            for (Future<List<double[]>> result : results) {
                result.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("two backends in two threads: " + e.getCause(), e);
        } finally {
            threads.shutdown();
        }
    }

    private static void assertSame(List<double[]> expected, List<double[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            Closeness.assertSame(expected.get(i), actual.get(i), "result " + i);
        }
    }

    /** All results of all kernels. */
    private static List<double[]> all(Backend backend, DType dtype, int rows) {
        List<double[]> results = new ArrayList<>();
        try (Fixture fixture = new Fixture(backend, dtype, false)) {
            for (KernelCall call : KernelCalls.of(backend, rows, COLUMNS, UNITS)) {
                Tensor[] tensors = call.tensors(fixture);
                call.action().run(backend, tensors);
                Stream.of(tensors).map(Tensor::toDoubles).forEach(results::add);
            }
            try (MomentsAccumulator accumulator = backend.moments().accumulator(dtype, COLUMNS)) {
                Shape shape = Shape.of(rows, COLUMNS);
                accumulator.add(fixture.tensor(shape, fixture.normal(shape.elements(), 1, 1, 1)));
                accumulator.add(fixture.tensor(shape, fixture.normal(shape.elements(), 1, 1, 2)));
                Moments moments = accumulator.result();
                results.add(moments.mean());
                results.add(moments.scatterMatrix());
            }
        }
        return results;
    }
}
