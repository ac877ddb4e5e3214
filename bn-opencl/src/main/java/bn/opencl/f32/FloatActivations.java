package bn.opencl.f32;

import bn.opencl.program.ActivationCode;

/**
 * Activations other than ReLU, and their gradients. An item processes i15 consecutive elements. f0, f1: the parameters alpha and
 * beta of the activation.
 */
abstract class FloatActivations extends FloatElementwise {

    /** i0: x; i1: y, which may be x; i3: activation, see {@link ActivationCode}; i4: length. */
    protected void activation() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i4);
        for (int i = from; i < to; i++) {
            arena[i1 + i] = activated(arena[i0 + i]);
        }
    }

    private float activated(float z) {
        float a = z;
        if (i3 == ActivationCode.CLIP) {
            a = clip(z, f0, f1);
        } else if (i3 == ActivationCode.LEAKY_RELU) {
            a = z > 0f ? z : f0 * z;
        } else if (i3 == ActivationCode.SIGMOID) {
            a = sigmoid(z);
        } else if (i3 == ActivationCode.TANH) {
            a = limitedTanh(z);
        } else if (i3 == ActivationCode.HARD_SIGMOID) {
            a = clip(f0 * z + f1, 0f, 1f);
        } else if (i3 == ActivationCode.SILU) {
            a = z * sigmoid(z);
        } else if (i3 == ActivationCode.HARD_SWISH) {
            a = z * (clip(z + 3f, 0f, 6f) / 6f);
        }
        return a;
    }

    /** NaN stays NaN. */
    private float clip(float z, float least, float most) {
        float a = z <= least ? least : z;
        return a >= most ? most : a;
    }

    /** Devices may compute tanh with an error of 5 ulp, so that it never becomes 1. */
    private float limitedTanh(float z) {
        float positive = z > 20f ? 1f : tanh(z);
        return z < -20f ? -1f : positive;
    }

    private float sigmoid(float z) {
        return 1f / (1f + exp(-z));
    }

    /**
     * i0: outputs, or inputs where the derivative is computed from these; i1: dy; i2: dx, which may be dy; i3: activation; i4:
     * length.
     */
    protected void activationGradient() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i4);
        for (int i = from; i < to; i++) {
            float slope = derivative(arena[i0 + i]);
            arena[i2 + i] = slope == 0f ? 0f : slope * arena[i1 + i];
        }
    }

    /** NaN if the output or the input is. */
    @SuppressWarnings("IdentityBinaryExpression") // Only NaN differs from itself; Aparapi has no isNaN.
    private float derivative(float a) {
        float slope = 0f;
        if (i3 == ActivationCode.CLIP) {
            slope = a > f0 && a < f1 ? 1f : 0f;
        } else if (i3 == ActivationCode.LEAKY_RELU) {
            slope = a > 0f ? 1f : f0;
        } else if (i3 == ActivationCode.SIGMOID) {
            slope = a * (1f - a);
        } else if (i3 == ActivationCode.TANH) {
            slope = (1f + a) * (1f - a);
        } else if (i3 == ActivationCode.HARD_SIGMOID) {
            slope = a > 0f && a < 1f ? f0 : 0f;
        } else if (i3 == ActivationCode.SILU) {
            float s = sigmoid(a);
            slope = s * (1f + a * (1f - s));
        } else if (i3 == ActivationCode.HARD_SWISH) {
            slope = a >= 3f ? 1f : a / 3f + 0.5f;
            slope = a <= -3f ? 0f : slope;
        }
        return a == a ? slope : a;
    }
}
