package bn.experiments.model;

import bn.api.BnException;
import bn.experiments.result.ElementType;
import bn.experiments.result.MaxHeap;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where the elements of an array are among bytes. An array may be a view: a part of others, or transposed.
 *
 * @param type of the elements
 * @param shape its sizes, all at least 0
 * @param offset which element is the first one
 * @param strides for each axis, how many elements further the next one is, all at least 0
 */
public record ArrayLayout(ElementType type, List<Integer> shape, long offset, List<Long> strides) {
    private static final String SMALLER = "use a smaller network";

    /** Copies the lists. */
    public ArrayLayout {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /** An array whose elements follow each other, from the first one on. */
    public static ArrayLayout rowMajor(ElementType type, List<Integer> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape.get(axis));
        }
        return new ArrayLayout(type, shape, 0, List.of(strides));
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException if there are more than 2^63 - 1
     */
    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /**
     * The number of elements from the first one of the source to the last one that is used.
     *
     * @throws ArithmeticException if it is more than 2^63 - 1
     */
    public long reach() {
        if (shape.contains(0)) {
            return 0;
        }
        long last = offset;
        for (int axis = 0; axis < shape.size(); axis++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1L, strides.get(axis)));
        }
        return Math.addExact(last, 1);
    }

    /**
     * The array. Its values are read from the source when they are asked for.
     *
     * @param what names it in messages, with its file
     */
    public ModelArray array(String what, ByteSource source) {
        return new ModelArray(type.name(), shape, () -> read(what, source));
    }

    private double[] read(String what, ByteSource source) {
        double[] values = MaxHeap.numbers(what, count(), SMALLER);
        Elements elements = new Elements(source);
        try {
            if (strides.equals(rowMajor(type, shape).strides)) {
                elements.run(offset, values, 0, values.length, 1);
            } else if (values.length > 0) {
                fill(elements, values, 0, 0, offset);
            }
        } catch (ArithmeticException e) {
            throw new BnException(what + " cannot be read: " + e.getMessage(), e);
        }
        return values;
    }

    /** Fills what an axis and those after it cover; returns the place after it. */
    private int fill(Elements elements, double[] values, int at, int axis, long from) {
        if (axis == shape.size() - 1) {
            elements.run(from, values, at, shape.get(axis), strides.get(axis));
            return at + shape.get(axis);
        }
        int place = at;
        for (int i = 0; i < shape.get(axis); i++) {
            place = fill(elements, values, place, axis + 1, from + i * strides.get(axis));
        }
        return place;
    }

    /** The elements of a source; the part that was read last is kept. */
    private final class Elements {
        private final ByteSource source;
        private ByteBuffer part = ByteBuffer.allocate(0);
        private long first;

        Elements(ByteSource source) {
            this.source = source;
        }

        /** Reads some elements, each so many after the one before. */
        void run(long from, double[] to, int at, int count, long stride) {
            for (int i = 0; i < count; i++) {
                long place = (from + i * stride) * type.bytes();
                if (place < first || place - first + type.bytes() > part.capacity()) {
                    first = place;
                    part = source.bytes(first, (int) Math.min(ByteSource.MOST, reach() * type.bytes() - first));
                }
                part.position((int) (place - first));
                to[at + i] = type.next(part);
            }
        }
    }
}
