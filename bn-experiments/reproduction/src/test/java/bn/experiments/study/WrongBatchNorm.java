package bn.experiments.study;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.experiments.testing.Cpu;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Faults of the kernel of batch norm: each is a term or a sign that somebody could forget. */
public enum WrongBatchNorm {
    /** The outputs are normalized without eps; the gradients are right. */
    NO_EPS {
        @Override
        Object call(BatchNormKernel right, Method method, Object[] arguments) throws ReflectiveOperationException {
            if (method.getName().equals("forward")) {
                arguments[2] = 0.0;
            }
            return method.invoke(right, arguments);
        }
    },
    /** The mean over the batch is not subtracted from the gradient with respect to the inputs. */
    NO_MEAN {
        @Override
        Object call(BatchNormKernel right, Method method, Object[] arguments) throws ReflectiveOperationException {
            Object result = method.invoke(right, arguments);
            if (method.getName().equals("backward")) {
                double[] gamma = ((AffineParameters) arguments[3]).gamma().toDoubles();
                double[] variance = ((ChannelStatistics) arguments[6]).variance().toDoubles();
                double[] sum = ((AffineParameters) arguments[8]).beta().toDoubles();
                Tensor du = (Tensor) arguments[7];
                double[] values = du.toDoubles();
                int positions = (int) (du.shape().rowElements() / gamma.length);
                int rows = values.length / gamma.length;
                for (int i = 0; i < values.length; i++) {
                    int k = i / positions % gamma.length;
                    values[i] += gamma[k] / Math.sqrt(variance[k] + (double) arguments[4]) * sum[k] / rows;
                }
                du.upload(values, 0);
            }
            return result;
        }
    },
    /** The gradient of gamma has the other sign. */
    SIGN {
        @Override
        Object call(BatchNormKernel right, Method method, Object[] arguments) throws ReflectiveOperationException {
            Object result = method.invoke(right, arguments);
            if (method.getName().equals("backward")) {
                Tensor gradient = ((AffineParameters) arguments[8]).gamma();
                double[] values = gradient.toDoubles();
                for (int k = 0; k < values.length; k++) {
                    values[k] = -values[k];
                }
                gradient.upload(values, 0);
            }
            return result;
        }
    };

    abstract Object call(BatchNormKernel right, Method method, Object[] arguments) throws ReflectiveOperationException;

    /** The CPU backend with this fault. */
    public Backend open() {
        Backend backend = Cpu.open();
        BatchNormKernel right = backend.batchNorm();
        Object wrong = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BatchNormKernel.class},
                (proxy, method, arguments) -> call(right, method, arguments));
        return (Backend) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> method.getName().equals("batchNorm") ? wrong : forward(backend, method, arguments));
    }

    /** With the exceptions of the backend itself. */
    private static Object forward(Backend backend, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(backend, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
