package bn.experiments.run;

import bn.api.Remedy;

/** Remedies for training runs and checkpoints. */
public enum RunRemedy implements Remedy {
    /** Train into another folder. */
    OTHER_FOLDER,
    /** Go on with the run in the folder. */
    RESUME,
    /** Train a network. */
    TRAIN,
    /** Fold batch norm into the weights of a network. */
    FOLD,
    /** Start from the checkpoint without its rates. */
    NO_RATES,
    /** Take the architecture from the checkpoint. */
    ARCHITECTURE,
    /** Choose the normalization of the checkpoint. */
    NORMALIZATION,
    /** Take gamma and beta, learned or not, from the checkpoint. */
    AFFINE,
    /** Leave out the weight decay of gamma. */
    GAMMA_DECAY,
    /** Leave out the L1 penalty on gamma. */
    GAMMA_L1,
    /** Leave out the weight decay of beta. */
    BETA_DECAY,
    /** Leave out the weight decay of biases. */
    BIAS_DECAY,
    /** Give all weights the same decay. */
    UNNORMALIZED_DECAY
}
