package bn.api;

import java.util.Arrays;

/** The extents of a tensor, outermost first; storage is row-major, the last axis is contiguous. */
public final class Shape {
    private final int[] extents;
    private final long elements;

    private Shape(int[] extents) {
        long product = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("every extent of a shape is at least 1, got " + Arrays.toString(extents));
            }
            product = Math.multiplyExact(product, (long) extent);
        }
        this.extents = extents;
        this.elements = product;
    }

    /**
     * The shape with these extents.
     *
     * @throws IllegalArgumentException if there is none, or one is below 1
     */
    public static Shape of(int... extents) {
        if (extents.length == 0) {
            throw new IllegalArgumentException("a shape has at least one axis");
        }
        return new Shape(extents.clone());
    }

    /** Number of axes. */
    public int rank() {
        return extents.length;
    }

    /** Extent of an axis, counted from 0. */
    public int extent(int axis) {
        return extents[axis];
    }

    /** Number of elements. */
    public long elements() {
        return elements;
    }

    /** Number of elements of one row, that is, of all axes but the first. */
    public long rowElements() {
        return elements / extents[0];
    }

    /** This shape with another extent of the first axis. */
    public Shape withRows(int rows) {
        int[] changed = extents.clone();
        changed[0] = rows;
        return new Shape(changed);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && Arrays.equals(extents, s.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** For example {@code 128x784}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int extent : extents) {
            text.append(text.isEmpty() ? "" : "x").append(extent);
        }
        return text.toString();
    }
}
