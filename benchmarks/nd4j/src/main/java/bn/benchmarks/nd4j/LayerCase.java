package bn.benchmarks.nd4j;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's batch norm layer. Its results are in a workspace, so that it allocates nothing. */
final class LayerCase implements Case {
    private static final String WORKSPACE = "BATCH_NORM";

    private final BatchNormTask task;
    private final Layer layer;
    private final INDArray x;
    private final INDArray dy;
    private final WorkspaceConfiguration memory;
    private final LayerWorkspaceMgr workspaces;

    LayerCase(BatchNormTask task) {
        this.task = task;
        NeuralNetConfiguration configuration = new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT)
                .layer(new BatchNormalization.Builder().nIn(task.channels()).nOut(task.channels()).build()).build();
        long parameters = configuration.getLayer().initializer().numParams(configuration);
        layer = configuration.getLayer().instantiate(configuration, null, 0,
                Nd4jArrays.zeros(1, parameters), true, DataType.FLOAT);
        layer.setBackpropGradientsViewArray(Nd4jArrays.zeros(1, parameters));
        x = Nd4jArrays.of(task.x(), task.rows(), task.channels());
        dy = Nd4jArrays.of(task.dy(), task.rows(), task.channels());
        // More than enough for intermediate results: 16 arrays, and 1 MiB for small sizes.
        memory = WorkspaceConfiguration.builder().initialSize(16L * Float.BYTES * task.elements() + (1 << 20))
                .policyAllocation(AllocationPolicy.OVERALLOCATE).policyLearning(LearningPolicy.NONE).build();
        workspaces = LayerWorkspaceMgr.builder().defaultWorkspace(WORKSPACE, memory).build();
    }

    @Override
    public void run() {
        pass(false);
    }

    private void pass(boolean check) {
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(memory, WORKSPACE)) {
            layer.setInput(x, workspaces);
            INDArray y = layer.activate(true, workspaces);
            float[] outputs = check ? Nd4jArrays.values(y) : null;
            INDArray dx = layer.backpropGradient(dy, workspaces).getSecond();
            if (check) {
                task.check(task.x(), task.dy(), outputs, Nd4jArrays.values(dx));
            }
        }
    }

    @Override
    public void check() {
        pass(true);
    }

    @Override
    public void close() {
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
}
