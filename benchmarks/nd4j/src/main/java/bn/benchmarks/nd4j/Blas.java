package bn.benchmarks.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_ssyrk;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Direct calls of OpenBLAS on ND4J's row-major arrays. */
final class Blas {

    private Blas() {}

    /** c = a b, with factors of M x K and K x N. A factor that is to be transposed is stored as its transpose. */
    static void product(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c) {
        int m = (int) c.size(0);
        int n = (int) c.size(1);
        int k = (int) a.size(transposeA ? 0 : 1);
        cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, m, n, k,
                1, Nd4jArrays.floats(a), transposeA ? m : k, Nd4jArrays.floats(b), transposeB ? k : n, 0,
                Nd4jArrays.floats(c), n);
    }

    /** The upper triangle of c = x' x. */
    static void symmetric(INDArray x, INDArray c) {
        int rows = (int) x.size(0);
        int columns = (int) x.size(1);
        cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, columns, rows, 1, Nd4jArrays.floats(x), columns, 0,
                Nd4jArrays.floats(c),
                columns);
    }

    /** The same in float64. */
    static void symmetricDouble(INDArray x, INDArray c) {
        int rows = (int) x.size(0);
        int columns = (int) x.size(1);
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, columns, rows, 1, Nd4jArrays.doubles(x), columns, 0,
                Nd4jArrays.doubles(c), columns);
    }
}
