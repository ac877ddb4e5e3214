package bn.cpu.f32;

/** Conversions between float and double. HotSpot vectorises these loops only if they contain nothing but the conversion. */
final class FloatRounding {

    private FloatRounding() {}

    /** Rounds to float. */
    static void narrow(double[] wide, float[] narrow, int count) {
        for (int i = 0; i < count; i++) {
            narrow[i] = (float) wide[i];
        }
    }

    /** Converts to double, which is exact. */
    static void widen(float[] narrow, double[] wide, int count) {
        for (int i = 0; i < count; i++) {
            wide[i] = narrow[i];
        }
    }
}
