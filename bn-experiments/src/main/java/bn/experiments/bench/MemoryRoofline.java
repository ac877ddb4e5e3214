package bn.experiments.bench;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the host's memory and caches allow: copies of arrays, together as large as the tensors, that move as many bytes as the
 * work has to, half of them read and half of them written, on all processors. There is none for matrix products, which are
 * limited by arithmetic.
 */
public final class MemoryRoofline implements Roofline {
    /** Fewest floats for a thread. */
    private static final int PART = 1 << 14;
    /** Most floats of an array: 256 MiB, more than any cache. */
    private static final int MOST = 1 << 26;

    /** Of this machine. */
    public MemoryRoofline() {}

    @Override
    public Optional<Runnable> of(Work work, double tensorBytes) {
        return work.unit() == Work.Unit.BYTE
                ? Optional.of(copy((long) Math.ceil(work.amount() / (2 * Float.BYTES)), tensorBytes / (2 * Float.BYTES)))
                : Optional.empty();
    }

    private static Runnable copy(long elements, double arrayElements) {
        int length = (int) Math.max(1, Math.min(MOST, arrayElements));
        int parts = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), length / PART));
        int size = length / parts;
        float[] from = new float[length];
        float[] to = new float[length];
        return () -> {
            if (parts == 1) {
                copy(from, to, 0, size, elements);
            } else {
                IntStream.range(0, parts).parallel().forEach(part -> copy(from, to, part * size, size, elements / parts));
            }
        };
    }

    /** Copies within a part of the arrays until so many elements are copied. */
    private static void copy(float[] from, float[] to, int start, int size, long elements) {
        for (long left = elements; left > 0; left -= size) {
            System.arraycopy(from, start, to, start, (int) Math.min(size, left));
        }
    }
}
