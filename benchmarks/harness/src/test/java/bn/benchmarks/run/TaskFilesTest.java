package bn.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.GpuTasks;
import bn.benchmarks.task.ImageNetwork;
import bn.benchmarks.task.ImageStepTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.task.TrainingTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker in Python has the numbers of the workers in Java. It needs no PyTorch to read them. */
class TaskFilesTest {
    private static final Path WORKER = Path.of("../gpu/src/main/python");
    /** Prints, for each step, its size, the first and the last input, the sum of the labels, and the last weight of each layer. */
    private static final String PROGRAM = """
            import sys
            import torch_worker
            for task in torch_worker.tasks(sys.argv[1]):
                if "operations" in task:
                    x, labels, weights = torch_worker.numbers(sys.argv[1], task)
                    print(task["size"], x[0], x[-1], sum(labels), *(some[-1] for some in weights), sep=";")
                else:
                    print(task["size"])
            """;

    @BeforeAll
    static void seed() {
        System.setProperty(Settings.SEED, "1");
    }

    @Test
    void pythonHasTheSameNumbers(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3");
        BatchNormTask batchNorm = new BatchNormTask(8, 4);
        StepTask perceptron = new StepTask(5, List.of(7, 3, 2));
        ImageStepTask resNet = new ImageStepTask(ImageNetwork.RESNET20, 2);
        ImageStepTask leNet = new ImageStepTask(ImageNetwork.LENET, 2);
        TaskFiles.write(new GpuTasks(List.of(batchNorm), List.of(perceptron, resNet, leNet)), folder);
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "-B", "-c", PROGRAM, folder.toString());
        builder.environment().put("PYTHONPATH", WORKER.toString());
        Process python = builder.redirectErrorStream(true).start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), output);
        List<String> lines = output.lines().toList();
        assertEquals(4, lines.size(), output);
        assertEquals(batchNorm.toString(), lines.get(0));
        check(perceptron, lines.get(1), 3 * 7, 2 * 3);
        check(resNet, lines.get(2), 16 * 3 * 9, 16 * 16 * 9, 16 * 16 * 9, 16 * 16 * 9, 16 * 16 * 9, 16 * 16 * 9, 16 * 16 * 9,
                32 * 16 * 9, 32 * 32 * 9, 32 * 32 * 9, 32 * 32 * 9, 32 * 32 * 9, 32 * 32 * 9, 64 * 32 * 9, 64 * 64 * 9,
                64 * 64 * 9,
                64 * 64 * 9, 64 * 64 * 9, 64 * 64 * 9, 10 * 64);
        check(leNet, lines.get(3), 6 * 25, 16 * 6 * 25, 120 * 400, 84 * 120, 10 * 84);
    }

    /** Compares a line with the task. The variance of weights is 2 / inputs, so the number of inputs is in the numbers, too. */
    private static void check(TrainingTask task, String line, int... weights) {
        String[] fields = line.split(";");
        float[] x = task.x();
        assertEquals(task.toString(), fields[0]);
        assertEquals(x[0], Float.parseFloat(fields[1]));
        assertEquals(x[x.length - 1], Float.parseFloat(fields[2]));
        int labels = 0;
        for (int label : task.labels()) {
            labels += label;
        }
        assertEquals(labels, Integer.parseInt(fields[3]));
        assertEquals(weights.length, fields.length - 4);
        for (int i = 0; i < weights.length; i++) {
            float last = Float.parseFloat(fields[4 + i]);
            assertTrue(isLastOf(task, i, weights[i], last), "weights of layer " + i);
        }
    }

    /** Whether the last of a layer's weights is this number, for a number of inputs that divides their count. */
    private static boolean isLastOf(TrainingTask task, int layer, int count, float last) {
        for (int inputs = 1; inputs <= count; inputs++) {
            if (count % inputs == 0 && task.weights(layer, count / inputs, inputs)[count - 1] == last) {
                return true;
            }
        }
        return false;
    }
}
