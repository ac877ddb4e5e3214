package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.conformance.check.Fixture;
import org.junit.jupiter.api.Test;

/** Sums, products, copies and batch norm of images, by hand. */
class ReferenceImagesTest {
    private final Fixture fixture = Fixture.reference();
    private final ElementwiseKernel elementwise = fixture.backend().optional(ElementwiseKernel.class).orElseThrow();
    private final CopyKernel copy = fixture.backend().optional(CopyKernel.class).orElseThrow();

    @Test
    void sumsAndProducts() {
        Tensor a = fixture.tensor(Shape.of(3), 1, -5, 2);
        Tensor b = fixture.tensor(Shape.of(3), 4, 2, -0.5);
        Tensor y = fixture.blank(Shape.of(3));
        elementwise.add(a, b, Activation.IDENTITY, y);
        assertArrayEquals(new double[] {5, -3, 1.5}, y.toDoubles());
        elementwise.add(a, b, Activation.RELU, y);
        assertArrayEquals(new double[] {5, 0, 1.5}, y.toDoubles());
        elementwise.multiply(a, b, y);
        assertArrayEquals(new double[] {4, -10, -1}, y.toDoubles());
    }

    @Test
    void channelsAreScaled() {
        Shape shape = Shape.of(2, 2, 1, 2);
        Tensor x = fixture.tensor(shape, 1, 2, 3, 4, 5, 6, 7, 8);
        Tensor factors = fixture.tensor(Shape.of(2, 2), 1, 10, 100, -1);
        Tensor y = fixture.blank(shape);
        elementwise.scaleChannels(x, factors, y);
        assertArrayEquals(new double[] {1, 2, 30, 40, 500, 600, -7, -8}, y.toDoubles());
        elementwise.scaleChannelsBackward(x, fixture.tensor(shape, 1, 1, 1, -1, 2, 0, 0, 0.5), factors);
        assertArrayEquals(new double[] {3, -1, 10, 4}, factors.toDoubles());
    }

    @Test
    void channelsAreCopied() {
        Tensor x = fixture.tensor(Shape.of(2, 3, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Tensor y = fixture.tensor(Shape.of(2, 4, 1, 2), new double[16]);
        copy.copyChannels(x, 1, 2, y, 2);
        assertArrayEquals(new double[] {0, 0, 0, 0, 3, 4, 5, 6, 0, 0, 0, 0, 9, 10, 11, 12}, y.toDoubles());
        Tensor rows = fixture.tensor(Shape.of(2, 2), 7, 7, 7, 7);
        copy.copyChannels(fixture.tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), 2, 1, rows, 0);
        assertArrayEquals(new double[] {3, 7, 6, 7}, rows.toDoubles());
    }

    @Test
    void imagesArePaddedCroppedReshapedAndFilled() {
        Tensor x = fixture.tensor(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
        Tensor padded = fixture.blank(Shape.of(1, 1, 3, 5));
        copy.pad(x, 1, 2, padded);
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 3, 4, 0}, padded.toDoubles());
        Tensor cropped = fixture.blank(Shape.of(1, 1, 1, 3));
        copy.crop(padded, 2, 1, cropped);
        assertArrayEquals(new double[] {0, 3, 4}, cropped.toDoubles());
        Tensor flat = fixture.blank(Shape.of(1, 4));
        copy.reshape(x, flat);
        assertArrayEquals(new double[] {1, 2, 3, 4}, flat.toDoubles());
        copy.fill(2.5, flat);
        assertArrayEquals(new double[] {2.5, 2.5, 2.5, 2.5}, flat.toDoubles());
    }

    /** Heights and widths matter by their product alone. */
    @Test
    void batchNormOfImagesIsThatOfTheirFlattenedPositions() {
        Shape images = Shape.of(4, 3, 2, 5);
        assertArrayEquals(batchNorm(Shape.of(4, 3, 10)), batchNorm(images));
        assertArrayEquals(batchNorm(Shape.of(4, 3, 10)), batchNorm(Shape.of(4, 3, 10, 1)));
    }

    /** The gradient with respect to the inputs, which depends on all results of the forward pass. */
    private double[] batchNorm(Shape shape) {
        BatchNormKernel kernel = fixture.backend().batchNorm();
        Shape channels = Shape.of(3);
        AffineParameters affine = new AffineParameters(fixture.tensor(channels, 1, 2, -3), fixture.tensor(channels, 0, 1, 2));
        AffineParameters gradient = new AffineParameters(fixture.blank(channels), fixture.blank(channels));
        ChannelStatistics batch = new ChannelStatistics(fixture.blank(channels), fixture.blank(channels));
        Tensor x = fixture.tensor(shape, fixture.normal(120, 1, 2, 1));
        Tensor dy = fixture.tensor(shape, fixture.normal(120, 0, 1, 2));
        Tensor y = fixture.blank(shape);
        kernel.forward(x, affine, 0, Activation.RELU, batch, y);
        kernel.backward(x, y, dy, affine, 0, Activation.RELU, batch, dy, gradient);
        return dy.toDoubles();
    }
}
