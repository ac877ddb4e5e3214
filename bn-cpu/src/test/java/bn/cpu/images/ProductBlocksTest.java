package bn.cpu.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductBlocksTest {

    private static ProductBlocks blocks(int images, int channels, int size, int outputs, Convolution convolution) {
        return new ProductBlocks(ConvolutionLayout.of(convolution, Shape.of(images, channels, size, size), outputs));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "128, 16, 32, 16", "100, 64, 8, 64", "33, 64, 7, 1000", "3, 512, 5, 512", "2, 3, 300, 2"})
    void everyImageAndRowIsInOneProductAndNoneIsTooLarge(int images, int channels, int size, int outputs) {
        ProductBlocks blocks = blocks(images, channels, size, outputs, Convolution.square(3, 1, 1));
        int seen = 0;
        for (int block = 0; block < blocks.blocks(); block++) {
            assertEquals(seen, blocks.firstImage(block));
            assertTrue(blocks.images(block) >= 1 && blocks.images(block) <= blocks.imagesPerBlock());
            seen += blocks.images(block);
            int rows = 0;
            for (int band = 0; band < blocks.bands(); band++) {
                assertEquals(rows, blocks.firstRow(band));
                assertTrue(blocks.rows(band) >= 1);
                assertTrue(blocks.columns(block, band) <= blocks.mostColumns());
                rows += blocks.rows(band);
            }
            assertEquals(size, rows);
        }
        assertEquals(images, seen);
        assertEquals(0, blocks.firstBlock(0));
        for (int part = 0; part < blocks.parts(); part++) {
            assertTrue(blocks.firstBlock(part) < blocks.firstBlock(part + 1));
        }
        assertEquals(blocks.blocks(), blocks.firstBlock(blocks.parts()));
    }

    @Test
    void pointwiseConvolutionsOfLargeImagesUseThemInPlace() {
        Convolution pointwise = Convolution.square(1, 1, 0);
        assertTrue(blocks(4, 8, 30, 8, pointwise).hasInputsInPlace());
        assertFalse(blocks(100, 8, 4, 8, pointwise).hasInputsInPlace());
        assertTrue(blocks(4, 8, 30, 8, Convolution.square(1, 2, 0)).hasOutputsInPlace());
        assertFalse(blocks(4, 8, 30, 8, Convolution.square(1, 2, 0)).hasInputsInPlace());
        WindowAxis padded = new WindowAxis(1, 1, 1, 1, 1);
        WindowAxis plain = new WindowAxis(1, 1, 1, 0, 0);
        assertFalse(blocks(4, 8, 30, 8, new Convolution(new Window(padded, plain), 1)).hasInputsInPlace());
        assertFalse(blocks(4, 8, 30, 8, Convolution.square(3, 1, 1)).hasOutputsInPlace());
    }
}
