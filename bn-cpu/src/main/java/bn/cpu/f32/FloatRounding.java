package bn.cpu.f32;

/** Between float and double. These loops have nothing but the conversion: HotSpot vectorises no loop with a conversion and more. */
final class FloatRounding {

    private FloatRounding() { }

    /** Rounds to float. */
    static void narrow(double[] wide, float[] narrow, int count) {
        for (int i = 0; i < count; i++) {
            narrow[i] = (float) wide[i];
        }
    }

    /** Takes over as double, exactly. */
    static void widen(float[] narrow, double[] wide, int count) {
        for (int i = 0; i < count; i++) {
            wide[i] = narrow[i];
        }
    }
}
