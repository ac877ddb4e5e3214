package bn.opencl.f32;

/**
 * From columns to channels on a GPU: a group merges the numbers of a channel. Each of its items adds up some of them; their sums are
 * then added up pairwise. Arguments and results: see {@link FloatChannelReduction}.
 */
abstract class FloatGpuMerge extends FloatGpuPooling {

    @Override
    protected void normMerge() {
        int channel = getGroupId(0);
        int size = (i8 + i11 - 1) / i11 * i9;
        int terms = size / (i9 / i10);
        float first = arena[i12 + channel * i10];
        float some = 0f;
        for (int t = getLocalId(0); t < terms; t += GROUP) {
            some += weight(t) * (arena[i12 + column(t, channel)] - first);
        }
        float centre = first + sumOfGroup(some);
        some = 0f;
        for (int t = getLocalId(0); t < terms; t += GROUP) {
            int at = i12 + column(t, channel);
            some += weight(t) * (arena[at] - centre + arena[size + at]);
        }
        float step = sumOfGroup(some);
        some = 0f;
        for (int t = getLocalId(0); t < terms; t += GROUP) {
            int at = i12 + column(t, channel);
            float off = arena[at] - centre + arena[size + at] - step;
            some += weight(t) * (arena[2 * size + at] + off * off);
        }
        float variance = sumOfGroup(some);
        if (getLocalId(0) == 0) {
            arena[i4 + channel] = centre + step;
            arena[i5 + channel] = variance;
            arena[i6 + channel] = roundingError(centre, step);
        }
    }

    @Override
    protected void gradientMerge() {
        int channel = getGroupId(0);
        int parts = (i8 + i11 - 1) / i11;
        int seconds = i12 + parts * i9;
        float someFirst = 0f;
        float someSecond = 0f;
        for (int t = getLocalId(0); t < parts * i10; t += GROUP) {
            someFirst += arena[i12 + column(t, channel)];
            someSecond += arena[seconds + column(t, channel)];
        }
        float first = sumOfGroup(someFirst);
        float second = sumOfGroup(someSecond);
        if (getLocalId(0) == 0) {
            arena[i7 + channel] = first;
            arena[i6 + channel] = second;
        }
    }
}
