package bn.cpu.onednn;

import bn.cpu.f32.FloatProduct;
import bn.cpu.f32.FloatProducts;
import bn.cpu.threads.ThreadTeam;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Matrix products by oneDNN, a part of the result by each thread of the team: faster than OpenBLAS, most of all for small batches.
 */
public final class OneDnnProducts implements FloatProducts {
    /** With fewer multiplications, a product is not worth loading oneDNN. */
    private static final long LEAST_WORK = 1 << 22;
    /** Multiplications for each element that the team counts, so that a thread has at least a million. */
    private static final int WORK_OF_ELEMENT = 64;
    /** Rows or columns of a part are multiples of this number, the floats of a vector. */
    private static final int GRAIN = 16;

    /** With fewer rows for a thread, columns are divided: each thread packs all of the other factor for itself. */
    private static final int ROWS = 128;

    private final ThreadTeam team;
    private final OneDnnLibrary library;
    private final FloatProducts small;

    /**
     * Products by the threads of a team.
     *
     * @param small computes small products
     */
    public OneDnnProducts(ThreadTeam team, OneDnnLibrary library, FloatProducts small) {
        this.team = team;
        this.library = library;
        this.small = small;
    }

    @Override
    public void compute(FloatProduct product) {
        if (product.work() < LEAST_WORK) {
            small.compute(product);
            return;
        }
        library.load();
        boolean byRows = product.rows() >= Math.min(ROWS * team.size(), product.columns());
        team.parallelFor(product.work() / WORK_OF_ELEMENT, byRows ? product.rows() : product.columns(), GRAIN,
                (thread, from, to) -> {
                    library.useOneThread();
                    multiply(byRows ? product.rows(from, to) : product.columns(from, to));
                });
    }

    private static void multiply(FloatProduct p) {
        int status = dnnl.dnnl_sgemm(letter(p.leftTransposed()), letter(p.rightTransposed()), p.rows(), p.columns(), p.inner(), 1,
                p.left(), p.leftStride(), p.right(), p.rightStride(), p.beta(), p.result(), p.resultStride());
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN's sgemm failed with status " + status);
        }
    }

    private static byte letter(boolean transposed) {
        return (byte) (transposed ? 'T' : 'N');
    }
}
