package bn.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Tensor;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.Locale;

/** Asserts that a call rejects an invalid argument. */
final class Rejection {

    private Rejection() {}

    /**
     * The call throws with a message, and leaves every open tensor unchanged.
     *
     * @param names words of which the message must have one, usually arguments; if empty, it need not name the kernel either
     */
    static void assertRejected(Class<? extends RuntimeException> type, Fixture fixture, KernelCall call, Tensor[] tensors,
            List<String> names) {
        double[][] before = contents(tensors);
        String message = String.valueOf(assertThrows(type, () -> call.action().run(fixture.backend(), tensors)).getMessage());
        if (!names.isEmpty()) {
            assertTrue(message.toLowerCase(Locale.ROOT).contains(call.kernel()),
                    () -> "'" + message + "' does not name the kernel: " + call.kernel());
            assertTrue(names.stream().anyMatch(name -> message.matches(".*\\b" + name + "\\b.*")),
                    () -> "'" + message + "' names none of " + names);
        }
        double[][] after = contents(tensors);
        for (int i = 0; i < tensors.length; i++) {
            Closeness.assertSame(before[i], after[i], call.arguments().get(i).name() + " after the rejected call");
        }
    }

    private static double[][] contents(Tensor[] tensors) {
        double[][] contents = new double[tensors.length][];
        for (int i = 0; i < tensors.length; i++) {
            try {
                contents[i] = tensors[i] == null ? new double[0] : tensors[i].toDoubles();
            } catch (IllegalStateException closed) {
                contents[i] = new double[0];
            }
        }
        return contents;
    }
}
