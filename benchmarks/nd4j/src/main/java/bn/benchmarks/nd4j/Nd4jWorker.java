package bn.benchmarks.nd4j;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.CaseRegistry;
import bn.benchmarks.worker.CaseServer;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The cases of ND4J and DL4J, and of the OpenBLAS that they and bn use. */
public final class Nd4jWorker {

    private Nd4jWorker() {}

    /** Serves the runner. */
    public static void main(String[] args) throws IOException {
        Nd4j.create(1);
        openblas_nolapack.blas_set_num_threads(Settings.threads());
        CaseRegistry cases = new CaseRegistry();
        for (BatchNormTask task : BatchNormTask.SIZES) {
            cases.batchNorm(task, "ND4J: mean, var, batchnorm, batchnorm_bp", () -> new OpsCase(task));
            cases.batchNorm(task, "DL4J: BatchNormalization", () -> new LayerCase(task));
        }
        for (StepTask task : StepTask.SIZES) {
            cases.step(task, "DL4J: fit", () -> new FitCase(task));
            cases.step(task, "OpenBLAS: its products alone", () -> new StepProductsCase(task));
        }
        for (ProductTask task : ProductTask.SIZES) {
            cases.product(task, "ND4J: mmul", () -> ProductCase.mmul(task));
            cases.product(task, "ND4J: mmuli, result in order 'f'", () -> ProductCase.columnMajor(task));
            cases.product(task, "OpenBLAS: sgemm", () -> ProductCase.blas(task));
        }
        MomentsTask moments = MomentsTask.MNIST;
        cases.moments("ND4J: mmul", moments.flops(), () -> MomentsCase.mmul(moments));
        cases.moments("OpenBLAS: ssyrk", moments.symmetricFlops(), () -> MomentsCase.ssyrk(moments));
        cases.moments("OpenBLAS: dsyrk, float64", moments.symmetricFlops(), () -> MomentsCase.dsyrk(moments));
        CaseServer.serve(cases, "ND4J and DL4J " + Loader.getVersion("org.nd4j", "nd4j-api") + " ("
                + instructions() + "), OpenBLAS "
                + Loader.getVersion("org.bytedeco", "openblas") + ", " + openblas_nolapack.blas_get_num_threads() + " threads");
    }

    private static String instructions() {
        return switch (NativeOpsHolder.getInstance().getDeviceNativeOps().binaryLevel()) {
            case 3 -> "AVX-512";
            case 2 -> "AVX2";
            default -> "no AVX";
        };
    }
}
