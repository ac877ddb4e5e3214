package bn.cpu.f32;

import static bn.cpu.f32.FloatVectors.LANES;
import static bn.cpu.f32.FloatVectors.PANEL;
import static bn.cpu.memory.CpuTensor.bytes;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.channels.Region;
import bn.cpu.vectors.VectorMemory;

/**
 * Loops by the Vector API, directly on the memory of tensors. Nothing is copied. Where memory is read in order anyway, or is in the
 * cache, columns are processed in panels, with their coefficients and sums in registers. Otherwise one row is processed at a time: the
 * processor prefetches along it. Scalar loops process the columns that do not fill a vector.
 */
final class FloatVectorLoops implements FloatLoops {
    /** Most elements of a matrix that counts as cached. */
    private static final int CACHED = 1 << 20;
    /** Most rows that are added one after the other in float. */
    private static final int PART = 64;
    /** Most parts whose sums are added in float. */
    private static final int PARTS = 8;

    @Override
    public FloatView view(Tensor tensor) {
        return new FloatView(floats(tensor), VectorMemory.wrap(bytes(tensor)));
    }

    @Override
    public int rowElements() {
        return PANEL;
    }

    @Override
    public int mostRows(Region region) {
        return inOrder(region) ? PARTS * PART : PART;
    }

    @Override
    public void addDeviations(FloatView x, Region region, int from, int to, float[] centre, float[] sum, float[] square) {
        int panels = panelColumns(x, region);
        Object in = x.vectors();
        try {
            for (int i = from; i < to; i += PART) {
                int rows = Math.min(PART, to - i);
                for (int j = 0; j < panels; j += PANEL) {
                    FloatVectorPanels.addDeviations(in, region.row(i) + j, region.stride(), rows, j, centre, sum, square);
                }
            }
            for (int i = from; i < to && hasRest(region, panels); i++) {
                FloatVectorRows.addDeviations(in, region.row(i), panels, region.width(), centre, sum, square);
            }
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
        FloatTailLoops.addDeviations(x.floats(), region, from, to, FloatVectors.bound(region), centre, sum, square);
    }

    @Override
    public void normalize(FloatView x, Region region, float[] centre, float[] scale, float[] shift, boolean relu, FloatView y) {
        int panels = panelColumns(x, region);
        Object in = x.vectors();
        Object out = y.vectors();
        int rows = region.rows();
        try {
            for (int j = 0; j < panels; j += PANEL) {
                int at = region.first() + j;
                if (relu) {
                    FloatVectorPanels.normalizeRelu(in, out, at, region.stride(), rows, j, centre, scale, shift);
                } else {
                    FloatVectorPanels.normalize(in, out, at, region.stride(), rows, j, centre, scale, shift);
                }
            }
            for (int i = 0; i < rows && hasRest(region, panels); i++) {
                if (relu) {
                    FloatVectorRows.normalizeRelu(in, out, region.row(i), panels, region.width(), centre, scale, shift);
                } else {
                    FloatVectorRows.normalize(in, out, region.row(i), panels, region.width(), centre, scale, shift);
                }
            }
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
        FloatTailLoops.normalize(x.floats(), region, FloatVectors.bound(region), centre, scale, shift, relu, y.floats());
    }

    @Override
    public void addGradients(FloatBackwardCoefficients.Arguments arguments, Region region, int from, int to, float[] mean,
            float[] sum, float[] product) {
        int panels = panelColumns(arguments.x(), region);
        Object x = arguments.x().vectors();
        Object y = arguments.y() == null ? null : arguments.y().vectors();
        Object dy = arguments.dy().vectors();
        int stride = region.stride();
        try {
            for (int i = from; i < to; i += PART) {
                int rows = Math.min(PART, to - i);
                for (int j = 0; j < panels; j += PANEL) {
                    int at = region.row(i) + j;
                    if (y == null) {
                        FloatVectorGradientPanels.addGradients(x, dy, at, stride, rows, j, mean, sum, product);
                    } else {
                        FloatVectorGradientPanels.addGradientsRelu(x, y, dy, at, stride, rows, j, mean, sum, product);
                    }
                }
            }
            for (int i = from; i < to && hasRest(region, panels); i++) {
                if (y == null) {
                    FloatVectorRows.addGradients(x, dy, region.row(i), panels, region.width(), mean, sum, product);
                } else {
                    FloatVectorRows.addGradientsRelu(x, y, dy, region.row(i), panels, region.width(), mean, sum, product);
                }
            }
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
        FloatTailLoops.addGradients(arguments, region, from, to, FloatVectors.bound(region), mean, sum, product);
    }

    @Override
    public void combine(FloatBackwardCoefficients.Arguments arguments, Region region, float[] mean, float[] factor, float[] slope,
            float[] shift) {
        int panels = panelColumns(arguments.x(), region);
        Object x = arguments.x().vectors();
        Object y = arguments.y() == null ? null : arguments.y().vectors();
        Object dy = arguments.dy().vectors();
        Object dx = arguments.dx().vectors();
        int stride = region.stride();
        int rows = region.rows();
        int width = region.width();
        try {
            for (int j = 0; j < panels; j += PANEL) {
                int at = region.first() + j;
                if (y == null) {
                    FloatVectorCombinePanels.combine(x, dy, dx, at, stride, rows, j, mean, factor, slope, shift);
                } else {
                    FloatVectorCombinePanels.combineRelu(x, y, dy, dx, at, stride, rows, j, mean, factor, slope, shift);
                }
            }
            for (int i = 0; i < rows && hasRest(region, panels); i++) {
                if (y == null) {
                    FloatVectorRows.combine(x, dy, dx, region.row(i), panels, width, mean, factor, slope, shift);
                } else {
                    FloatVectorRows.combineRelu(x, y, dy, dx, region.row(i), panels, width, mean, factor, slope, shift);
                }
            }
        } catch (Throwable t) {
            throw VectorMemory.failure(t);
        }
        FloatTailLoops.combine(arguments, region, FloatVectors.bound(region), mean, factor, slope, shift);
    }

    /** How many columns are processed in panels. */
    private static int panelColumns(FloatView x, Region region) {
        return inOrder(region) || x.floats().capacity() <= CACHED ? region.width() / PANEL * PANEL : 0;
    }

    /** Whether a row of the matrix is one panel. */
    private static boolean inOrder(Region region) {
        return region.stride() == PANEL;
    }

    /** Whether vectors remain after the columns in panels. */
    private static boolean hasRest(Region region, int panels) {
        return panels <= region.width() - LANES;
    }
}
