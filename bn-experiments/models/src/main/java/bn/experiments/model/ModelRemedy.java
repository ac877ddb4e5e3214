package bn.experiments.model;

import bn.api.Remedy;

/** Remedies for networks of other tools. */
public enum ModelRemedy implements Remedy {
    /** Say what the network of a state dict computes. */
    ARCHITECTURE,
    /** Say the size of the images. */
    IMAGES,
    /** Choose the version of ONNX's operators. */
    OPSET
}
