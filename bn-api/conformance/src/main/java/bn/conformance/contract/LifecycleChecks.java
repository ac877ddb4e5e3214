package bn.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.MomentsAccumulator;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.function.Executable;

/** Closing of tensors and backends, and the description of a backend. */
public final class LifecycleChecks {

    private LifecycleChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return Stream.of(
                underTest.test("has a name and a device", 0, LifecycleChecks::tells),
                underTest.test("rejects dtypes that the device does not have", 0, LifecycleChecks::otherDTypes),
                underTest.test("a closed tensor is an error, closing twice is not", 0, LifecycleChecks::closedTensor),
                underTest.test("a closed accumulator may be closed again", 0, LifecycleChecks::closedAccumulator),
                underTest.test("a closed backend is an error, closing twice is not", 0,
                        fixture -> closedBackend(underTest.opener().get(), fixture.dtype())));
    }

    private static void tells(Fixture fixture) {
        Backend backend = fixture.backend();
        assertFalse(backend.name().isBlank(), "the name is blank");
        assertTrue(backend.device().dtypes().contains(fixture.dtype()));
        assertEquals(Optional.empty(), backend.optional(LifecycleChecks.class), "no backend has a kernel of this type");
        backend.synchronize();
    }

    private static void otherDTypes(Fixture fixture) {
        for (DType dtype : DType.values()) {
            if (!fixture.backend().device().dtypes().contains(dtype)) {
                assertThrows(BnException.class, () -> fixture.backend().allocate(dtype, Shape.of(2)));
                assertThrows(BnException.class, () -> fixture.backend().moments().accumulator(dtype, 2));
            }
        }
    }

    private static void closedTensor(Fixture fixture) {
        Tensor tensor = fixture.backend().allocate(fixture.dtype(), Shape.of(2, 3));
        Tensor view = tensor.rows(0, 1);
        tensor.close();
        tensor.close();
        assertClosed(tensor);
        assertClosed(view);
    }

    private static void assertClosed(Tensor tensor) {
        List<Executable> uses = List.of(tensor::shape, tensor::dtype, tensor::toDoubles, () -> tensor.rows(0, 1),
                () -> tensor.upload(new float[6], 0), () -> tensor.upload(new double[6], 0),
                () -> tensor.download(new float[6], 0), () -> tensor.download(new double[6], 0));
        uses.forEach(use -> assertThrows(IllegalStateException.class, use));
    }

    private static void closedAccumulator(Fixture fixture) {
        MomentsAccumulator accumulator = fixture.backend().moments().accumulator(fixture.dtype(), 2);
        accumulator.add(fixture.tensor(Shape.of(1, 2), 1, 2));
        accumulator.close();
        accumulator.close();
    }

    private static void closedBackend(Backend backend, DType dtype) {
        Tensor tensor = backend.allocate(dtype, Shape.of(2, 3));
        Tensor view = tensor.rows(1, 1);
        MomentsAccumulator accumulator = backend.moments().accumulator(dtype, 3);
        List<KernelCall> calls = KernelCalls.of(backend, 4, 3, 2);
        List<Tensor[]> arguments = calls.stream().map(call -> call.tensors(new Fixture(backend, dtype, false))).toList();
        backend.close();
        backend.close();
        assertClosed(tensor);
        assertClosed(view);
        assertThrows(IllegalStateException.class, () -> backend.allocate(dtype, Shape.of(1)));
        assertThrows(IllegalStateException.class, () -> accumulator.add(tensor));
        for (int i = 0; i < calls.size(); i++) {
            KernelCall call = calls.get(i);
            Tensor[] tensors = arguments.get(i);
            assertThrows(IllegalStateException.class, () -> call.action().run(backend, tensors), call.toString());
        }
        accumulator.close();
        view.close();
        tensor.close();
    }
}
