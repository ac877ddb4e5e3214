package bn.opencl.memory;

import bn.opencl.device.Runner;
import bn.opencl.program.Op;
import bn.opencl.program.Program;

/** Copies between arrays on the host and the arena, piece by piece through the staging arrays of the program. */
public final class Staging {
    private final Program program;
    private final Runner runner;
    private final LaunchGeometry geometry;

    Staging(Program program, Runner runner, LaunchGeometry geometry) {
        this.program = program;
        this.runner = runner;
        this.geometry = geometry;
    }

    /** Copies elements of a float[] or double[] to the device. */
    public void write(Object source, int offset, int at, int length) {
        for (int done = 0; done < length;) {
            boolean large = length - done > Program.SMALL_STAGING;
            int some = Math.min(length - done, large ? Program.LARGE_STAGING : Program.SMALL_STAGING);
            ArrayConversion.copy(source, offset + done, program.staging(large), 0, some);
            prepare(large ? Op.LOAD_LARGE : Op.LOAD_SMALL, at + done, some);
            runner.runWithStaging(large, geometry.items(items(some)));
            done += some;
        }
    }

    /** Copies elements from the device to a float[] or double[]. */
    public void read(int at, int length, Object target, int offset) {
        for (int done = 0; done < length;) {
            boolean large = length - done > Program.SMALL_STAGING;
            int some = Math.min(length - done, large ? Program.LARGE_STAGING : Program.SMALL_STAGING);
            prepare(large ? Op.STORE_LARGE : Op.STORE_SMALL, at + done, some);
            runner.run(geometry.items(items(some)));
            runner.fetchStaging(large);
            ArrayConversion.copy(program.staging(large), 0, target, offset + done, some);
            done += some;
        }
    }

    private void prepare(int op, int at, int length) {
        program.prepare(op, at, length, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, geometry.elementsEach(length));
    }

    private int items(int length) {
        int each = geometry.elementsEach(length);
        return (length + each - 1) / each;
    }
}
