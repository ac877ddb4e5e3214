package bn.opencl.device;

import bn.opencl.program.Program;
import com.aparapi.Kernel;
import com.aparapi.device.JavaDevice;

/** Runs a program on Aparapi's Java threads: one thread for each work-item of a group. Slow; for tests without OpenCL. */
final class JavaRunner implements Runner {
    private final Program program;

    @SuppressWarnings("deprecation") // Aparapi offers a choice of devices instead, but ignores it if the device is Java threads.
    JavaRunner(Program program) {
        this.program = program;
        program.setExecutionModeWithoutFallback(Kernel.EXECUTION_MODE.JTP);
    }

    @Override
    public void run(NdRange range) {
        program.execute(range.toAparapi(JavaDevice.THREAD_POOL));
    }

    @Override
    public void runWithStaging(boolean large, NdRange range) {
        run(range);
    }

    @Override
    public void fetchStaging(boolean large) {
        // Nothing to copy: the program works on the array itself.
    }

    @Override
    public void arena(Object array) {
        program.arena(array);
    }

    @Override
    public void close() {
        program.arena(null);
        program.dispose();
    }
}
