package bn.opencl.f32;

/** Sums over the rows of matrices on a GPU. */
abstract class FloatGpuRows extends FloatGpuColumns {
    /** Items of a group that computes a sum. */
    protected static final int GROUP = 256;

    /** Arguments: see {@link FloatCpuRows#rowSums}. A group computes one sum. */
    @Override
    protected void rowSums() {
        int row = getGroupId(0) * i4;
        float sum = 0f;
        for (int j = getLocalId(0); j < i4; j += GROUP) {
            float factor = 1f;
            if (i1 >= 0) {
                factor = arena[i1 + row + j];
            }
            sum += factor * arena[i0 + row + j];
        }
        float total = sumOfGroup(sum);
        if (getLocalId(0) == 0) {
            arena[i2 + getGroupId(0)] = total / f0;
        }
    }

    /** The sum of a number of each item, added up pairwise in local memory. */
    protected float sumOfGroup(float number) {
        int item = getLocalId(0);
        localBarrier();
        left[item] = number;
        localBarrier();
        for (int distance = GROUP / 2; distance > 0; distance = distance / 2) {
            if (item < distance) {
                left[item] += left[item + distance];
            }
            localBarrier();
        }
        return left[0];
    }
}
