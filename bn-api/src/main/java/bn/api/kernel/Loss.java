package bn.api.kernel;

/** Losses: means over the N examples of a batch, with outputs z and targets t of K columns. */
public enum Loss {
    /** -(1/N) sum_i sum_k t_ik log softmax(z_i)_k; the targets of an example sum to 1. */
    SOFTMAX_CROSS_ENTROPY,
    /** (1/N) sum_i (1/2) sum_k (z_ik - t_ik)^2. */
    SQUARED
}
