package bn.conformance.contract;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Every argument of every kernel is made invalid: the call itself must reject it before it changes anything, with a message that
 * names the kernel and the argument. If shapes or dtypes do not fit together, the message may name any of these arguments.
 */
public final class ArgumentChecks {
    private static final int ROWS = 6;

    private ArgumentChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        List<DynamicNode> checks = new ArrayList<>();
        for (KernelCall call : KernelCalls.of(underTest.backend(), ROWS, 4, 3)) {
            add(checks, underTest, call, "null", ArgumentChecks::missing);
            add(checks, underTest, call, "closed tensors", ArgumentChecks::closed);
            if (call.arguments().size() > 1) {
                add(checks, underTest, call, "wrong shapes", ArgumentChecks::wrongShapes);
                add(checks, underTest, call, "shared storage", ArgumentChecks::shared);
            }
            for (DType dtype : underTest.backend().device().dtypes()) {
                if (dtype != underTest.dtype() && call.arguments().size() > 1) {
                    add(checks, underTest, call, "tensors of " + dtype.label(),
                            (fixture, spoiled) -> otherDType(fixture, spoiled, dtype));
                }
            }
        }
        checks.add(underTest.test("all kernels reject tensors of another backend", 0, fixture -> {
            try (Backend other = underTest.opener().get()) {
                KernelCalls.of(fixture.backend(), ROWS, 4, 3).forEach(call -> foreign(fixture, call, other));
            }
        }));
        return Stream.of(checks.stream(), NumberChecks.of(underTest), GeometryChecks.of(underTest)).flatMap(each -> each);
    }

    private static void add(List<DynamicNode> checks, BackendUnderTest underTest, KernelCall call, String what,
            BiConsumer<Fixture, KernelCall> check) {
        checks.add(underTest.test(call + " rejects " + what, 0, fixture -> check.accept(fixture, call)));
    }

    /** Shapes with one more row, and with one more axis. */
    private static void wrongShapes(Fixture fixture, KernelCall call) {
        for (int i = 0; i < call.arguments().size(); i++) {
            Shape right = call.arguments().get(i).shape();
            int[] sizes = new int[right.rank() + 1];
            for (int axis = 0; axis < sizes.length; axis++) {
                sizes[axis] = axis < right.rank() ? right.size(axis) : 2;
            }
            for (Shape wrong : List.of(right.withRows(right.size(0) + 1), Shape.of(sizes))) {
                Tensor[] tensors = call.tensors(fixture);
                tensors[i] = fixture.tensor(wrong, new double[(int) wrong.elements()]);
                Rejection.assertRejected(IllegalArgumentException.class, fixture, call, tensors, call.names());
            }
        }
    }

    private static void missing(Fixture fixture, KernelCall call) {
        for (int i = 0; i < call.arguments().size(); i++) {
            if (!call.arguments().get(i).optional()) {
                Tensor[] tensors = call.tensors(fixture);
                tensors[i] = null;
                Rejection.assertRejected(IllegalArgumentException.class, fixture, call, tensors, call.names().subList(i, i + 1));
            }
        }
    }

    /** The message need not name the kernel. */
    private static void closed(Fixture fixture, KernelCall call) {
        for (int i = 0; i < call.arguments().size(); i++) {
            Tensor[] tensors = call.tensors(fixture);
            tensors[i].close();
            Rejection.assertRejected(IllegalStateException.class, fixture, call, tensors, List.of());
        }
    }

    private static void foreign(Fixture fixture, KernelCall call, Backend other) {
        for (int i = 0; i < call.arguments().size(); i++) {
            Tensor[] tensors = call.tensors(fixture);
            tensors[i] = other.allocate(fixture.dtype(), call.arguments().get(i).shape());
            Rejection.assertRejected(IllegalArgumentException.class, fixture, call, tensors, call.names().subList(i, i + 1));
        }
    }

    private static void otherDType(Fixture fixture, KernelCall call, DType dtype) {
        for (int i = 0; i < call.arguments().size(); i++) {
            Tensor[] tensors = call.tensors(fixture);
            try (Tensor spoiled = fixture.backend().allocate(dtype, call.arguments().get(i).shape())) {
                tensors[i] = spoiled;
                Rejection.assertRejected(IllegalArgumentException.class, fixture, call, tensors, call.names());
            }
        }
    }

    /**
     * A result that is the same tensor as another argument, where that is not allowed, or that overlaps it, which is never
     * allowed.
     */
    private static void shared(Fixture fixture, KernelCall call) {
        for (int w = 0; w < call.arguments().size(); w++) {
            for (int i = 0; i < call.arguments().size(); i++) {
                Argument written = call.arguments().get(w);
                Argument other = call.arguments().get(i);
                if (i == w || !written.written() || !written.canShareWith(other)) {
                    continue;
                }
                Tensor[] tensors = call.tensors(fixture);
                if (written.shape().equals(other.shape()) && !written.mayBe().contains(other.name())
                        && !other.mayBe().contains(written.name())) {
                    tensors[w] = tensors[i];
                    Rejection.assertRejected(IllegalArgumentException.class, fixture, call, tensors,
                            List.of(written.name(), other.name()));
                }
                int rows = Math.max(written.shape().size(0), other.shape().size(0));
                Shape both = written.shape().withRows(rows + 1);
                Tensor storage = fixture.tensor(both, new double[(int) both.elements()]);
                tensors[w] = storage.rows(0, written.shape().size(0));
                tensors[i] = storage.rows(1, other.shape().size(0));
                Rejection.assertRejected(IllegalArgumentException.class, fixture, call, tensors,
                        List.of(written.name(), other.name()));
            }
        }
    }
}
