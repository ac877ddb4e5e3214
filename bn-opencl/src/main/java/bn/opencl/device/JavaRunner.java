package bn.opencl.device;

import bn.opencl.program.Program;
import com.aparapi.device.JavaDevice;

/** Runs a program on Aparapi's Java threads: a thread for each item of a group. Slow; for tests where there is no OpenCL. */
final class JavaRunner implements Runner {
    private final Program program;

    JavaRunner(Program program) {
        this.program = program;
    }

    @Override
    public void run(Grid grid) {
        program.execute(grid.range(JavaDevice.THREAD_POOL));
    }

    @Override
    public void runWithStaging(boolean many, Grid grid) {
        run(grid);
    }

    @Override
    public void fetchStaging(boolean many) {
        // The program works on the array itself.
    }

    @Override
    public void heap(Object array) {
        program.heap(array);
    }

    @Override
    public void close() {
        program.heap(null);
        program.dispose();
    }
}
