package bn.benchmarks.tensorflow;

import bn.benchmarks.task.Settings;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A graph with a session and float32 variables. */
final class GraphSession implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Ops ops = Ops.create(graph);
    private final Session session = new Session(graph, ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(Settings.threads()).setInterOpParallelismThreads(Settings.threads()).build());
    private final Placeholder<TFloat32> initial = ops.placeholder(TFloat32.class);
    private int variables;

    Ops ops() {
        return ops;
    }

    Session.Runner runner() {
        return session.runner();
    }

    static TFloat32 tensor(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }

    /** Creates a variable with these values. */
    VarHandleOp variable(float[] values, long... shape) {
        VarHandleOp variable = ops.varHandleOp(TFloat32.class, Shape.of(shape),
                VarHandleOp.sharedName("variable" + variables++));
        Op assignment = ops.assignVariableOp(variable, initial);
        try (TFloat32 tensor = tensor(values, shape)) {
            session.runner().feed(initial, tensor).addTarget(assignment).run().close();
        }
        return variable;
    }

    Operand<TFloat32> read(VarHandleOp variable) {
        return ops.readVariableOp(variable, TFloat32.class);
    }

    /** Computes a tensor and returns its elements. */
    float[] fetch(Operand<TFloat32> operand) {
        try (Result result = session.runner().fetch(operand).run()) {
            TFloat32 tensor = (TFloat32) result.get(0);
            float[] values = new float[(int) tensor.size()];
            tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
            return values;
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
