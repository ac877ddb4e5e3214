package bn.experiments.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.BatchNormKernel;
import bn.experiments.testing.Cpu;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityVerificationTest {

    @Test
    void theCpuBackendPassesInBothDtypes() {
        try (Backend backend = Cpu.open()) {
            List<IdentityCase> cases = new IdentityVerification(backend, Cpu.normalization("batch")).run(1);
            assertEquals(2, cases.stream().map(IdentityCase::dtype).distinct().count());
            assertTrue(cases.stream().allMatch(IdentityCase::passed), cases::toString);
        }
    }

    @Test
    void theCpuBackendPassesOnConvolutions() {
        try (Backend backend = Cpu.open()) {
            List<IdentityCase> cases = new IdentityVerification(backend, Cpu.normalization("batch")).convolutions(1);
            assertEquals(2, cases.stream().map(IdentityCase::dtype).distinct().count());
            assertTrue(cases.stream().allMatch(IdentityCase::passed), cases::toString);
        }
    }

    /** A backward pass that is wrong by 0.1 % is found; an error in one term would be larger. */
    @Test
    void aWrongBackwardPassFails() {
        try (Backend backend = Cpu.open()) {
            BatchNormKernel right = backend.batchNorm();
            InvocationHandler handler = (proxy, method, arguments) -> {
                Object result = method.invoke(right, arguments);
                if (method.getName().equals("backward")) {
                    Tensor dx = (Tensor) arguments[7];
                    double[] values = dx.toDoubles();
                    values[0] *= 1.001;
                    dx.upload(values, 0);
                }
                return result;
            };
            BatchNormKernel wrong = (BatchNormKernel) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] {BatchNormKernel.class}, handler);
            Backend broken = (Backend) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Backend.class},
                    (proxy, method, arguments) -> method.getName().equals("batchNorm") ? wrong
                            : method.invoke(backend, arguments));
            List<IdentityCase> cases = new IdentityVerification(broken, Cpu.normalization("batch")).run(1);
            long failed = cases.stream().filter(one -> one.dtype().equals("f64") && !one.passed()).count();
            long all = cases.stream().filter(one -> one.dtype().equals("f64")).count();
            assertEquals(all, failed, cases::toString);
        }
    }
}
