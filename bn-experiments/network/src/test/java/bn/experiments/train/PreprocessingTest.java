package bn.experiments.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightInit;
import bn.experiments.testing.Cpu;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    private static final Examples TWO = Examples.ofRows(new double[] {1, 2}, 1, new int[] {0, 1},
            new Targets.Labels(new int[] {0, 2}, 3));

    private static Preprocessing smoothing(double fraction) {
        return new Preprocessing(Optional.empty(), Augmentation.NONE, fraction);
    }

    /**
     * The loss and its gradient are those of PyTorch 1.13, which prints these figures:
     *
     * <pre>
     * torch.set_default_dtype(torch.float64)
     * z = torch.tensor([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0]], requires_grad=True)
     * loss = torch.nn.CrossEntropyLoss(label_smoothing=0.2)(z, torch.tensor([0, 2]))
     * loss.backward()
     * print(loss.item(), z.grad.flatten().tolist())
     * </pre>
     */
    @Test
    void smoothedLabelsGiveTheLossOfPyTorch() {
        try (Backend backend = Cpu.open();
                BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, smoothing(0.2).smoothed(TWO), 2);
                Tensor z = backend.allocate(DType.FLOAT64, Shape.of(2, 3));
                Tensor dz = backend.allocate(DType.FLOAT64, Shape.of(2, 3));
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            z.upload(new double[] {2, -1, 0.5, 0, 3, -2}, 0);
            loader.load(new int[] {0, 1}, 0, 2, 0, null);
            backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, z, loader.targets(), dz, metrics);
            // An error of about (640 + 64) u times the sum of the terms, which is below 6 (the Javadoc of Backend), is below 1e-12.
            assertEquals(2.564814932683819, metrics.toDoubles()[0], 1e-12);
            assertEquals(1, metrics.toDoubles()[1]);
            assertArrayEquals(new double[] {-0.04053481603869541, -0.013777046697989608, 0.054311862736685014,
                    -0.00977162507100126, 0.4399162279431135, -0.4301446028721122}, dz.toDoubles(), 1e-12);
        }
    }

    /** As in torchvision, where images are padded before they are normalized. */
    @Test
    void whatComesIntoAnImageIsBlack() {
        ImageSize size = new ImageSize(2, 2, 2);
        byte[] white = {-1, -1, -1, -1, -1, -1, -1, -1};
        Examples images = Examples.ofImages(size, white, new Targets.Labels(new int[] {0}, 2))
                .normalized(new ChannelNormalization(List.of(0.5, 0.25), List.of(0.5, 0.25)));
        try (Backend backend = Cpu.open(); BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, images, 1)) {
            // Moves by up to 100 pixels leave nothing of most images.
            loader.load(new int[] {0}, 0, 1, new Augmentation.Sources(new Augmentation(100, false), size),
                    new SplittableRandom(1),
                    0, null);
            assertArrayEquals(new double[] {-1, -1, -1, -1, -1, -1, -1, -1}, loader.inputs().toDoubles());
            loader.load(new int[] {0}, 0, 1, new Augmentation.Sources(Augmentation.NONE, size), new SplittableRandom(1), 0, null);
            assertArrayEquals(new double[] {1, 1, 1, 1, 3, 3, 3, 3}, loader.inputs().toDoubles());
        }
    }

    @Test
    void noSmoothingChangesNothing() {
        assertSame(TWO, smoothing(0).smoothed(TWO));
    }

    @Test
    void anEvaluationHasThePlainLoss() {
        Dataset digits = SyntheticDigits.draw(1, 32, 32);
        Dataset same = new Dataset("same", "the test examples are those to train on", digits.train(), digits.train(), "class",
                digits.classNames(), List.of());
        // Nothing is learned, so that the training loss is that of the same network in training mode.
        TrainingPlan plan = new TrainingPlan(Architecture.parse("784-10"), DType.FLOAT64, "none", NormalizationOptions.pytorch(),
                1, 32, new SgdOptions(0, 0, 0, 0, 0), 0, 1, LearningRateSchedule.NONE, WeightInit.HE, smoothing(0.5));
        try (Backend backend = Cpu.open();
                Trainer trainer = new Trainer(plan, same, backend, Cpu.normalization("none"));
                Trainer plain = new Trainer(new TrainingPlan(plan.architecture(), plan.dtype(), "none",
                        plan.normalizationOptions(), 1, 32, plan.optimizer(), 0, 1), same, backend, Cpu.normalization("none"))) {
            EpochMetrics smoothed = trainer.epoch(1, TrainingListener.NONE);
            EpochMetrics usual = plain.epoch(1, TrainingListener.NONE);
            assertEquals(usual.testLoss(), smoothed.testLoss());
            assertEquals(usual.trainLoss(), usual.testLoss(), 1e-12);
            assertTrue(Math.abs(smoothed.trainLoss() - usual.trainLoss()) > 1e-3, () -> smoothed + " " + usual);
            assertEquals(usual.trainAccuracy(), smoothed.trainAccuracy());
        }
    }

    @Test
    void whatCannotBeSmoothedIsRefused() {
        for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(InvalidRequestException.class, () -> smoothing(fraction));
        }
        Examples numbers = Examples.ofRows(new double[] {1, 2}, 1, new int[] {0, 1}, new Targets.Values(new double[] {1, 2}));
        String message = assertThrows(InvalidRequestException.class, () -> smoothing(0.1).smoothed(numbers)).getMessage();
        assertTrue(message.contains("targets are numbers, not classes"), message);
    }
}
