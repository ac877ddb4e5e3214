package bn.api.norm;

import bn.api.Tensor;

/** A normalization that can apply the following ReLU in the same pass. A network then calls these methods instead. */
public interface ReluNormalization extends Normalization {

    /** {@link #forward} followed by ReLU. */
    void forwardRelu(Tensor x, Tensor y);

    /** {@link #infer} followed by ReLU. */
    void inferRelu(Tensor x, Tensor y);

    /** The gradient of the last {@link #forwardRelu}, whose outputs were y. */
    void backwardRelu(Tensor x, Tensor y, Tensor dy, Tensor dx);
}
