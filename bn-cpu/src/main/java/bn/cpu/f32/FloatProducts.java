package bn.cpu.f32;

/** Computes matrix products. */
@FunctionalInterface
public interface FloatProducts {

    /** Computes a product, and returns when it is done. */
    void compute(FloatProduct product);
}
