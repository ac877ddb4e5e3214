package bn.cpu.f32;

/** The innermost loops of activations, over tiles. Each is a method of its own, so that HotSpot vectorises it. */
final class FloatActivationRows {

    private FloatActivationRows() {}

    static void relu(float[] x, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.max(x[j], 0);
        }
    }

    /**
     * g = g where y > 0, else 0, for outputs y of a ReLU. HotSpot does not vectorise a conditional. Instead g is multiplied by 0
     * or 1: multiplying y by the largest number twice makes every y > 0, even the smallest, at least 1.
     */
    static void reluGradient(float[] y, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= Math.min(1, y[j] * Float.MAX_VALUE * Float.MAX_VALUE);
        }
    }

    static void clip(float[] x, float least, float most, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.min(Math.max(x[j], least), most);
        }
    }

    /**
     * g = 0 unless least &lt; y &lt; most. Half of y is compared with limits that are finite: if y and an end are infinite, their
     * difference is NaN.
     */
    static void clipGradient(float[] y, float least, float most, float[] g, int width) {
        float low = Math.max(least / 2, -Float.MAX_VALUE);
        float high = Math.min(most / 2, Float.MAX_VALUE);
        for (int j = 0; j < width; j++) {
            float half = Math.min(Math.max(y[j] / 2, -Float.MAX_VALUE), Float.MAX_VALUE);
            g[j] *= positive(half - low) * positive(high - half);
        }
    }

    static void leakyRelu(float[] x, float slope, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.max(x[j], slope * x[j]);
        }
    }

    static void leakyReluGradient(float[] y, float slope, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= Math.max(positive(y[j]), slope);
        }
    }

    static void hardSigmoid(float[] x, float slope, float shift, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.min(Math.max(slope * x[j] + shift, 0), 1);
        }
    }

    static void hardSigmoidGradient(float[] y, float slope, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= slope * positive(y[j]) * positive(1 - y[j]);
        }
    }

    static void hardSwish(float[] x, int width) {
        for (int j = 0; j < width; j++) {
            x[j] *= Math.min(Math.max(x[j] + 3, 0), 6) / 6;
        }
    }

    /** Between -3 and 3 the derivative is z / 3 + 1/2. */
    static void hardSwishGradient(float[] z, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            float between = Math.min(Math.max(z[j], -3), 3) / 3 - 0.5f;
            g[j] *= positive(z[j] + 3) * (positive(3 - z[j]) * between + 1);
        }
    }

    /** x = 1 / (1 + exp(-z)), where the exponential is scale (1 + rest). */
    static void sigmoid(float[] scale, float[] rest, float[] x, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = 1 / (1 + scale[j] * (1 + rest[j]));
        }
    }

    static void sigmoidGradient(float[] y, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= y[j] * (1 - y[j]);
        }
    }

    /** x = z, before the call, divided by 1 + exp(-z). */
    static void silu(float[] scale, float[] rest, float[] x, int width) {
        for (int j = 0; j < width; j++) {
            x[j] /= 1 + scale[j] * (1 + rest[j]);
        }
    }

    /** The derivative is s (1 + z (1 - s)) with s the sigmoid of z. */
    static void siluGradient(float[] s, float[] z, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= s[j] * (1 + z[j] * (1 - s[j]));
        }
    }

    /** x = tanh(z) = e / (e + 2), where e = exp(2 z) - 1. */
    static void tanh(float[] scale, float[] rest, float[] x, int width) {
        for (int j = 0; j < width; j++) {
            float e = scale[j] * rest[j] + (scale[j] - 1);
            x[j] = e / (e + 2);
        }
    }

    static void tanhGradient(float[] y, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= (1 + y[j]) * (1 - y[j]);
        }
    }

    /** 1 for x > 0, even the smallest, and 0 for other numbers; as in {@link #reluGradient}. */
    private static float positive(float x) {
        return Math.min(1, Math.max(x, 0) * Float.MAX_VALUE * Float.MAX_VALUE);
    }
}
