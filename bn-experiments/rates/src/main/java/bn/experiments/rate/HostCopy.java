package bn.experiments.rate;

import bn.api.Tensor;

/** An array for the elements of one tensor after another: it is allocated once for the largest of them. */
final class HostCopy {
    private double[] values = {};

    /** The elements of a tensor, row-major, from index 0 on; the array may be longer. Valid until the next call. */
    double[] of(Tensor tensor) {
        int length = Math.toIntExact(tensor.shape().elements());
        if (values.length < length) {
            values = new double[length];
        }
        tensor.download(values, 0);
        return values;
    }
}
