package bn.opencl.memory;

import bn.opencl.device.Runner;
import bn.opencl.program.Op;
import bn.opencl.program.Program;

/** Copies between arrays of a caller and the heap, piece by piece through the program's staging arrays. */
public final class Staging {
    private final Program program;
    private final Runner runner;
    private final Work work;

    Staging(Program program, Runner runner, Work work) {
        this.program = program;
        this.runner = runner;
        this.work = work;
    }

    /** Copies elements of a float[] or double[] to the device. */
    public void write(Object source, int offset, int at, int length) {
        for (int done = 0; done < length;) {
            boolean many = length - done > Program.FEW;
            int some = Math.min(length - done, many ? Program.MANY : Program.FEW);
            Conversion.copy(source, offset + done, program.staging(many), 0, some);
            prepare(many ? Op.LOAD_MANY : Op.LOAD_FEW, at + done, some);
            runner.runWithStaging(many, work.items(items(some)));
            done += some;
        }
    }

    /** Copies elements from the device to a float[] or double[]. */
    public void read(int at, int length, Object target, int offset) {
        for (int done = 0; done < length;) {
            boolean many = length - done > Program.FEW;
            int some = Math.min(length - done, many ? Program.MANY : Program.FEW);
            prepare(many ? Op.STORE_MANY : Op.STORE_FEW, at + done, some);
            runner.run(work.items(items(some)));
            runner.fetchStaging(many);
            Conversion.copy(program.staging(many), 0, target, offset + done, some);
            done += some;
        }
    }

    private void prepare(int op, int at, int length) {
        program.prepare(op, at, length, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, work.elementsEach(length));
    }

    private int items(int length) {
        int each = work.elementsEach(length);
        return (length + each - 1) / each;
    }
}
