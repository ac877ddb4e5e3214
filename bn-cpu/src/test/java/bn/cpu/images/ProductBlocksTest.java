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

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "128, 16, 32, 16", "100, 64, 8, 64", "33, 64, 7, 1000", "3, 512, 5, 512", "2, 3, 300, 2"})
    void everyPositionIsInOneProductAndNoneIsTooLarge(int images, int channels, int size, int outputs) {
        ProductBlocks blocks = ProductBlocks.of(
                ConvolutionLayout.of(Convolution.square(3, 1, 1), Shape.of(images, channels, size, size), outputs));
        int seen = 0;
        for (int block = 0; block < blocks.images().parts(); block++) {
            for (int band = 0; band < blocks.rows().parts(); band++) {
                assertEquals(seen, blocks.firstPosition(block, band));
                assertTrue(blocks.positions(block, band) >= 1);
                assertTrue(blocks.positions(block, band) <= blocks.mostPositions());
                seen += blocks.positions(block, band);
            }
        }
        assertEquals(images * size * size, seen);
        assertTrue(blocks.mostPositions() <= Math.max(384, size));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "128, 100", "100, 3000000", "7, 20", "3, 20000000"})
    void partsHaveAllUnitsOnceAndTheirResultsFitIntoMemory(int units, int elements) {
        Parts parts = Parts.withResults(units, elements);
        assertEquals(0, parts.first(0));
        for (int part = 0; part < parts.parts(); part++) {
            assertTrue(parts.size(part) >= 1 && parts.size(part) <= parts.most());
        }
        assertEquals(units, parts.first(parts.parts()));
        assertTrue(parts.parts() == 1 || (long) parts.parts() * elements <= 1 << 23);
    }

    @Test
    void onlyPointwiseConvolutionsUseTheirInputsInPlace() {
        WindowAxis one = new WindowAxis(1, 1, 1, 0, 0);
        assertTrue(isPointwise(new Window(one, one)));
        assertFalse(isPointwise(new Window(one, new WindowAxis(1, 1, 1, 1, 1))));
        assertFalse(isPointwise(new Window(new WindowAxis(1, 2, 1, 0, 4), one)));
        assertFalse(isPointwise(Window.square(3, 1, 1)));
    }

    private static boolean isPointwise(Window window) {
        return new WindowLayout(window, Shape.of(1, 2, 4, 4)).isPointwise();
    }
}
