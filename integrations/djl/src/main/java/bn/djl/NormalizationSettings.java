package bn.djl;

import ai.djl.nn.norm.BatchNorm;
import java.lang.reflect.Field;

/**
 * Settings of a BatchNorm that DJL keeps in private fields without methods that say them. What cannot be read is NaN, or an axis
 * of -1 and below.
 *
 * @param eps what is added to the variance
 * @param update the weight of a batch in the running variance, as the engine computes it: 1 - momentum in float32
 * @param axis of the channels; -1 is the last one
 */
record NormalizationSettings(double eps, double update, int axis) {
    private static final int UNKNOWN_AXIS = Integer.MIN_VALUE;

    static NormalizationSettings of(BatchNorm block) {
        try {
            return new NormalizationSettings(((Number) value(block, "epsilon")).doubleValue(),
                    1f - ((Number) value(block, "momentum")).floatValue(), ((Number) value(block, "axis")).intValue());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of DJL, or a module path that does not let others look: less is known, which a note says.
            return new NormalizationSettings(Double.NaN, Double.NaN, UNKNOWN_AXIS);
        }
    }

    private static Object value(BatchNorm block, String name) throws ReflectiveOperationException {
        Field field = BatchNorm.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(block);
    }

    /** Whether the batch's variance can be computed from the running variance's change. */
    boolean tracks() {
        return update > 0 && axis != UNKNOWN_AXIS;
    }

    /** The axis of the channels in arrays of so many axes. */
    int axis(int axes) {
        return axis < 0 ? axes + axis : axis;
    }
}
