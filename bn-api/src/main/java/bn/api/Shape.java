package bn.api;

import java.util.Arrays;

/** The sizes of the axes of a tensor, outermost first. Storage is row-major: the last axis is contiguous. */
public final class Shape {
    private final int[] sizes;
    private final long elements;

    private Shape(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("every size of a shape is at least 1, got " + Arrays.toString(sizes));
            }
            product = Math.multiplyExact(product, (long) size);
        }
        this.sizes = sizes;
        this.elements = product;
    }

    /**
     * The shape with these sizes.
     *
     * @throws IllegalArgumentException if no size is given, or one is below 1
     */
    public static Shape of(int... sizes) {
        if (sizes.length == 0) {
            throw new IllegalArgumentException("a shape has at least one axis");
        }
        return new Shape(sizes.clone());
    }

    /** Number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** Size of an axis, counted from 0. */
    public int size(int axis) {
        return sizes[axis];
    }

    /** Number of elements. */
    public long elements() {
        return elements;
    }

    /** Number of elements of one row, that is, of all axes but the first. */
    public long rowElements() {
        return elements / sizes[0];
    }

    /** This shape with another size of the first axis. */
    public Shape withRows(int rows) {
        int[] changed = sizes.clone();
        changed[0] = rows;
        return new Shape(changed);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && Arrays.equals(sizes, s.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** For example {@code 128x784}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int size : sizes) {
            text.append(text.isEmpty() ? "" : "x").append(size);
        }
        return text.toString();
    }
}
