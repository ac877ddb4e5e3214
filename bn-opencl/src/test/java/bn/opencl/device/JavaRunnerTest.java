package bn.opencl.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.opencl.f32.FloatCpuProgram;
import bn.opencl.program.Op;
import bn.opencl.program.Program;
import com.aparapi.device.JavaDevice;
import org.junit.jupiter.api.Test;

class JavaRunnerTest {

    @Test
    void runsOnJavaThreadsWhereThereIsAnOpenClDeviceToo() {
        Program program = new FloatCpuProgram();
        try (Runner runner = DeviceSelection.java().open(program, DType.FLOAT32)) {
            runner.arena(new float[16]);
            program.prepare(Op.NOTHING);
            runner.run(new NdRange(1, 1, 1, 1));
            assertTrue(program.getAccumulatedExecutionTimeAllThreads(JavaDevice.THREAD_POOL) > 0, "it ran elsewhere");
        }
    }
}
