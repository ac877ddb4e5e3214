package bn.benchmarks.run;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.GpuTasks;
import bn.benchmarks.task.TrainingTask;
import bn.benchmarks.worker.BenchmarkCase;
import bn.benchmarks.worker.CaseRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes tasks with their data, for workers in other languages, so that they have the same numbers: {@code tasks.json}, and for each
 * training step a file of little-endian 32-bit numbers: the inputs, the labels as integers, then the weights.
 */
final class TaskFiles {

    private TaskFiles() {}

    /** Writes the tasks into a folder. */
    static void write(GpuTasks tasks, Path folder) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (BatchNormTask task : tasks.batchNorms()) {
            CaseRegistry cases = new CaseRegistry();
            cases.batchNorm(task, "", () -> null);
            Map<String, Object> entry = entry(cases);
            entry.put("shape", task.pixels() == 1 ? List.of(task.rows(), task.channels())
                    : List.of(task.rows(), task.channels(), task.height(), task.width()));
            entry.put("relu", task.relu() ? 1 : 0);
            entry.put("eps", BatchNormTask.EPS);
            entry.put("momentum", BatchNormTask.MOMENTUM);
            all.add(entry);
        }
        for (TrainingTask task : tasks.steps()) {
            CaseRegistry cases = new CaseRegistry();
            cases.step(task, "", () -> null);
            Map<String, Object> entry = entry(cases);
            RecordedNetwork network = new RecordedNetwork(task);
            List<Integer> shape = new ArrayList<>(List.of(task.batch()));
            for (int size : task.input()) {
                shape.add(size);
            }
            String data = "step" + all.size() + ".data";
            write(task, network, folder.resolve(data));
            entry.put("data", data);
            entry.put("shape", shape);
            entry.put("operations", network.operations());
            entry.put("learningRate", TrainingTask.LEARNING_RATE);
            entry.put("momentum", TrainingTask.MOMENTUM);
            entry.put("eps", BatchNormTask.EPS);
            entry.put("runningMomentum", BatchNormTask.MOMENTUM);
            entry.put("comparedSteps", TrainingTask.COMPARED_STEPS);
            all.add(entry);
        }
        Files.writeString(folder.resolve("tasks.json"), Json.text(all));
    }

    /** What a worker announces of the only case. */
    private static Map<String, Object> entry(CaseRegistry cases) {
        BenchmarkCase one = cases.all().get(0);
        return new LinkedHashMap<>(Map.of("section", one.section().name(), "size", one.size(), "work", one.work(), "unit",
                one.unit().name()));
    }

    private static void write(TrainingTask task, RecordedNetwork network, Path file) throws IOException {
        float[] x = task.x();
        int[] labels = task.labels();
        int weights = network.weights().stream().mapToInt(some -> some.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (x.length + labels.length + weights)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(x);
        bytes.position(Float.BYTES * x.length);
        bytes.asIntBuffer().put(labels);
        bytes.position(bytes.position() + Integer.BYTES * labels.length);
        for (float[] some : network.weights()) {
            bytes.asFloatBuffer().put(some);
            bytes.position(bytes.position() + Float.BYTES * some.length);
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }
}
