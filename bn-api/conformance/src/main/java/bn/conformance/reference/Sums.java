package bn.conformance.reference;

/** A compensated sum for each element of a tensor. */
final class Sums {
    private final CompensatedSum[] sums;

    Sums(HeapTensor tensor) {
        sums = new CompensatedSum[(int) tensor.shape().elements()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new CompensatedSum();
        }
    }

    void add(int i, double term) {
        sums[i].add(term);
    }

    void store(HeapTensor tensor) {
        for (int i = 0; i < sums.length; i++) {
            tensor.set(i, sums[i].value());
        }
    }
}
