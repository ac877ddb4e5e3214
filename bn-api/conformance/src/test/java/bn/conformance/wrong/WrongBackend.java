package bn.conformance.wrong;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.conformance.reference.ReferenceBackend;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A backend that violates the contract in one way.
 *
 * @param fault description of the fault
 * @param factory name of the test factory that finds it
 * @param check part of the name of a test that finds it
 * @param opener opens it
 */
public record WrongBackend(String fault, String factory, String check, Supplier<Backend> opener) {

    /** All wrong backends. */
    public static Stream<WrongBackend> all() {
        return Stream.of(WrongStatistics.all(), WrongKernels.all(), WrongConvolutions.all(), WrongPoolings.all(),
                WrongImages.all(), WrongSteps.all(),
                WrongTensors.all(), WrongLifecycles.all()).flatMap(s -> s);
    }

    /** A fault of a method of the backend itself. */
    static WrongBackend of(String fault, String factory, String check, String method, Fault wrong) {
        return new WrongBackend(fault, factory, check, () -> Fault.in(Backend.class, right(), method, wrong));
    }

    /** A fault of a method of one of its kernels. */
    static WrongBackend of(String fault, String factory, String check, String kernel, Class<?> type, String method, Fault wrong) {
        return of(fault, factory, check, kernel, (original, none) -> Fault.in(type, original.call(), method, wrong));
    }

    /** A fault of a method of an optional kernel. */
    static WrongBackend ofOptional(String fault, String factory, String check, Class<?> type, String method, Fault wrong) {
        return of(fault, factory, check, "optional", (original, a) -> a[0] != type ? original.call(a)
                : ((Optional<?>) original.call(a)).map(kernel -> Fault.in(type, kernel, method, wrong)));
    }

    /** A backend without a fault, built like the others: nothing may be found. */
    public static WrongBackend none() {
        return WrongTensors.none();
    }

    /** A correct backend that has no optional kernel. */
    public static WrongBackend withoutOptionalKernels() {
        return of("nothing", "", "", "optional", (original, a) -> Optional.empty());
    }

    /** The correct backend, in both dtypes. */
    static Backend right() {
        return new ReferenceBackend(Set.of(DType.values()));
    }

    @Override
    public String toString() {
        return fault;
    }
}
