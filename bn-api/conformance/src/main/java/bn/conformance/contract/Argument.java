package bn.conformance.contract;

import bn.api.Shape;

/**
 * An argument of a kernel's call.
 *
 * @param name as the kernel's Javadoc has it
 * @param shape in this call
 * @param written whether the call changes it
 * @param mayBe the name of the argument that it may be the same tensor as; empty for none
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

    /** Whether rows of one storage can be both arguments. */
    boolean canShareWith(Argument other) {
        return shape.withRows(1).equals(other.shape.withRows(1));
    }
}
