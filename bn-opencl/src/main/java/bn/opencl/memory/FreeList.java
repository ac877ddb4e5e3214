package bn.opencl.memory;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Keeps track of the free pieces of an array. Allocation is first fit; freed neighbours are merged. */
final class FreeList {
    /** Slices start at multiples of this number of elements: a cache line of float32. */
    static final int ALIGNMENT = 16;

    private final TreeMap<Integer, Integer> free = new TreeMap<>();
    private int capacity;

    int capacity() {
        return capacity;
    }

    static long rounded(long length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Adds free elements at the end. */
    void grow(int newCapacity) {
        int old = capacity;
        capacity = newCapacity;
        release(old, newCapacity - old);
    }

    /** Allocates this many elements and returns where they start, or -1 if no free piece is long enough. */
    int allocate(long length) {
        long needed = rounded(length);
        for (Iterator<Map.Entry<Integer, Integer>> i = free.entrySet().iterator(); i.hasNext();) {
            Map.Entry<Integer, Integer> piece = i.next();
            int at = piece.getKey();
            int left = (int) (piece.getValue() - needed);
            if (left >= 0) {
                i.remove();
                if (left > 0) {
                    free.put((int) (at + needed), left);
                }
                return at;
            }
        }
        return -1;
    }

    /** Frees elements that {@link #allocate} returned. */
    void release(int at, int length) {
        int from = at;
        int to = (int) (at + rounded(length));
        Map.Entry<Integer, Integer> before = free.floorEntry(at);
        if (before != null && before.getKey() + before.getValue() == at) {
            from = before.getKey();
        }
        Integer after = free.remove(to);
        if (after != null) {
            to += after;
        }
        free.put(from, to - from);
    }

    /** The position after the last element in use. */
    int end() {
        Map.Entry<Integer, Integer> last = free.lastEntry();
        return last != null && last.getKey() + last.getValue() == capacity ? last.getKey() : capacity;
    }

    long total() {
        return free.values().stream().mapToLong(Integer::longValue).sum();
    }

    int largest() {
        return free.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
