package bn.conformance.check;

import bn.api.DType;
import bn.api.backend.Backend;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * The backend under test in one of its dtypes.
 *
 * @param backend an open backend that all checks share
 * @param dtype a dtype of its device
 * @param opener opens another backend
 * @param workLimit the largest number of elements or multiply-adds of a check
 */
public record BackendUnderTest(Backend backend, DType dtype, Supplier<Backend> opener, long workLimit) {

    /** A check, with the number of its elements or multiply-adds. */
    public DynamicTest test(String name, long work, Consumer<Fixture> check) {
        return DynamicTest.dynamicTest(name, () -> run(name, work, false, check));
    }

    /** A check whose tensors are views of larger ones; the rows around the views must not change. */
    public DynamicTest testInViews(String name, long work, Consumer<Fixture> check) {
        return DynamicTest.dynamicTest(name + ", in views", () -> run(name, work, true, check));
    }

    /** The checks of an optional kernel; one that is reported as skipped if the backend does not have the kernel. */
    public Stream<DynamicNode> optional(Class<?> kernel, Supplier<Stream<DynamicNode>> checks) {
        if (backend.optional(kernel).isPresent()) {
            return checks.get();
        }
        String reason = "skipped: the backend has no " + kernel.getSimpleName();
        return Stream.of(DynamicTest.dynamicTest(kernel.getSimpleName(), () -> {
            throw new TestAbortedException(reason);
        }));
    }

    private static String reason(Throwable e) {
        return e instanceof AssertionError ? e.getMessage() : e.toString();
    }

    private void run(String name, long work, boolean inViews, Consumer<Fixture> check) {
        if (work > workLimit) {
            throw new TestAbortedException("skipped: " + name + " in " + dtype.label() + " takes " + work
                    + " multiply-adds or elements, and the work limit is " + workLimit);
        }
        try (Fixture fixture = new Fixture(backend, dtype, inViews)) {
            check.accept(fixture);
            fixture.checkGuards();
        } catch (AssertionError | RuntimeException e) {
            // Build tools show the messages of dynamic tests, but not their names.
            throw new AssertionError("[" + dtype.label() + "] " + name + (inViews ? ", in views: " : ": ") + reason(e), e);
        }
    }
}
