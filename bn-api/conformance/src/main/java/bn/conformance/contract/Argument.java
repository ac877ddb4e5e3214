package bn.conformance.contract;

import bn.api.Shape;
import java.util.List;

/**
 * A tensor argument of a kernel call.
 *
 * @param name name in the Javadoc of the kernel
 * @param shape shape in this call
 * @param written whether the call changes it
 * @param mayBe names of the arguments that may be the same tensor
 * @param optional whether it may be null
 */
record Argument(String name, Shape shape, boolean written, List<String> mayBe, boolean optional) {

    static Argument read(String name, Shape shape) {
        return new Argument(name, shape, false, List.of(), false);
    }

    static Argument written(String name, Shape shape) {
        return new Argument(name, shape, true, List.of(), false);
    }

    Argument mayBe(String... others) {
        return new Argument(name, shape, written, List.of(others), optional);
    }

    Argument orNull() {
        return new Argument(name, shape, written, mayBe, true);
    }

    /** Whether both arguments can be rows of one tensor. */
    boolean canShareWith(Argument other) {
        return shape.withRows(1).equals(other.shape.withRows(1));
    }
}
