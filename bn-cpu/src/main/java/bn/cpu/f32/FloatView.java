package bn.cpu.f32;

import java.nio.FloatBuffer;

/**
 * The elements of a tensor, as loops read and write them.
 *
 * @param floats elements one by one, or in bulk
 * @param vectors the same memory for the Vector API, or null where it is not used
 */
record FloatSpan(FloatBuffer floats, Object vectors) { }
