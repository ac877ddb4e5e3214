package bn.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import bn.monitor.testing.MonitorTable;
import bn.monitor.testing.ReadmeExample;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is this one, and it runs. */
class ReadmeTest {

    @Test
    void theExampleRuns(@TempDir Path temporary) throws IOException, TranslateException {
        Path folder = temporary.resolve("run");
        try (Model model = Model.newInstance("readme"); NDManager manager = NDManager.newBaseManager()) {
            Dataset data = new ArrayDataset.Builder().setData(manager.randomNormal(new Shape(8, 8)))
                    .optLabels(manager.create(new float[] {0, 1, 2, 0, 1, 2, 0, 1})).setSampling(4, false).build();
            // README
            model.setBlock(new SequentialBlock().add(Linear.builder().setUnits(16).build())
                    .add(BatchNorm.builder().build()).add(Activation.reluBlock())
                    .add(Linear.builder().setUnits(3).build()));
            TrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .addTrainingListeners(new BatchNormListener(folder));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(4, 8));
                EasyTrain.fit(trainer, 10, data, null);
            }
            // End of the README's example
        }
        MonitorTable layers = MonitorTable.read(folder.resolve("layers.csv"));
        assertEquals("20", layers.rows().get(0).get("step"));
        assertEquals("2", layers.rows().get(0).get("readings"));
        assertEquals(ReadmeExample.inReadme(Path.of("README.md")),
                ReadmeExample.inTest(Path.of("src/test/java/bn/djl/ReadmeTest.java")));
    }
}
