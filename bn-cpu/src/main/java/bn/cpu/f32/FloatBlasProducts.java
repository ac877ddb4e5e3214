package bn.cpu.f32;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import bn.cpu.threads.OpenBlas;

/** Matrix products by OpenBLAS, or by the library that takes its place. */
public final class FloatBlasProducts implements FloatProducts {
    private final OpenBlas blas;

    /** Products by the threads of OpenBLAS. */
    public FloatBlasProducts(OpenBlas blas) {
        this.blas = blas;
    }

    @Override
    public void compute(FloatProduct p) {
        blas.run(() -> cblas_sgemm(CblasRowMajor, p.leftTransposed() ? CblasTrans : CblasNoTrans,
                p.rightTransposed() ? CblasTrans : CblasNoTrans, p.rows(), p.columns(), p.inner(), 1, p.left(), p.leftStride(),
                p.right(), p.rightStride(), p.beta(), p.result(), p.resultStride()));
    }
}
