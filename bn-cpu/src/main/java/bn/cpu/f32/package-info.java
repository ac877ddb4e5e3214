/**
 * The kernels for float32. Loops run over tiles: short arrays, indexed from 0, that rows are copied to and from, because
 * that is what HotSpot vectorises. Sums over a batch are folded into double every few rows.
 */
package bn.cpu.f32;
