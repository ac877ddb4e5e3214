package bn.cpu.f32;

import java.nio.FloatBuffer;

/**
 * The elements of a tensor, in the forms that loops access.
 *
 * @param floats for access to single elements or ranges
 * @param vectors the same memory for the Vector API, or null if that is not used
 */
record FloatView(FloatBuffer floats, Object vectors) {}
