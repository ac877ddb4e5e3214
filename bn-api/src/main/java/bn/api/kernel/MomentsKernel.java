package bn.api.kernel;

import bn.api.DType;

/** Mean and scatter matrix of a data set, batch by batch. */
public interface MomentsKernel {

    /** An empty accumulator for rows of d features. */
    MomentsAccumulator accumulator(DType dtype, int features);
}
