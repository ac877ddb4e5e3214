package bn.conformance.contract;

import bn.api.Shape;

/**
 * A tensor argument of a kernel call.
 *
 * @param name name in the Javadoc of the kernel
 * @param shape shape in this call
 * @param written whether the call changes it
 * @param mayBe name of the argument that may be the same tensor; empty for none
 * @param optional whether it may be null
 */
record Argument(String name, Shape shape, boolean written, String mayBe, boolean optional) {

    static Argument read(String name, Shape shape) {
        return new Argument(name, shape, false, "", false);
    }

    static Argument written(String name, Shape shape) {
        return new Argument(name, shape, true, "", false);
    }

    Argument mayBe(String other) {
        return new Argument(name, shape, written, other, optional);
    }

    Argument orNull() {
        return new Argument(name, shape, written, mayBe, true);
    }

    /** Whether both arguments can be rows of one tensor. */
    boolean canShareWith(Argument other) {
        return shape.withRows(1).equals(other.shape.withRows(1));
    }
}
