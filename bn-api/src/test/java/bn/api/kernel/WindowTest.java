package bn.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    /** Counted by hand: the window starts at -before, and moves by the stride while its last element is inside the padding. */
    private static int counted(WindowAxis axis, int inputs) {
        int count = 0;
        for (int first = -axis.before(); first + (axis.size() - 1) * axis.dilation() < inputs + axis.after(); first += axis
                .stride()) {
            count++;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1, 0, 0", "3, 2, 1, 1, 1", "3, 3, 2, 0, 4", "1, 2, 5, 0, 0", "7, 2, 1, 3, 3", "2, 3, 4, 5, 0"})
    void outputsAreAsManyAsWindowsFit(int size, int stride, int dilation, int before, int after) {
        WindowAxis axis = new WindowAxis(size, stride, dilation, before, after);
        for (int inputs = 9; inputs < 30; inputs++) {
            assertEquals(counted(axis, inputs), axis.outputs(inputs), axis + " over " + inputs);
        }
    }

    @Test
    void aWindowThatDoesNotFitIsRefused() {
        WindowAxis axis = new WindowAxis(3, 1, 2, 1, 0);
        assertEquals(5, axis.reach());
        assertEquals(1, axis.outputs(4));
        assertEquals("a window over 5 positions is larger than 3 inputs with a padding of 1 and 0",
                assertThrows(InvalidRequestException.class, () -> axis.outputs(3)).getMessage());
        WindowAxis largest = new WindowAxis(Integer.MAX_VALUE, 1, Integer.MAX_VALUE, 0, 0);
        assertThrows(InvalidRequestException.class, () -> largest.outputs(Integer.MAX_VALUE));
    }

    /** Elements 3 apart with a padding of 2 and 2: over 2 inputs the second window is at -1 and 2; over 3 inputs 2 is one of them. */
    @Test
    void onlyADilatedWindowCanCoverPaddingAlone() {
        WindowAxis axis = new WindowAxis(2, 1, 3, 2, 2);
        assertTrue(axis.hasEmptyWindow(2));
        assertFalse(axis.hasEmptyWindow(3));
        assertFalse(new WindowAxis(3, 1, 1, 2, 2).hasEmptyWindow(1));
        assertTrue(new WindowAxis(3, 1, 1, 3, 0).hasEmptyWindow(1));
    }

    @Test
    void heightAndWidthHaveTheirOwnAxes() {
        Window window = new Window(new WindowAxis(2, 2, 1, 0, 0), new WindowAxis(3, 1, 1, 1, 1));
        assertEquals(Shape.of(5, 7, 4, 9), window.outputs(Shape.of(5, 3, 8, 9), 7));
        assertEquals(Shape.of(5, 7, 4, 5), Window.square(3, 2, 1).outputs(Shape.of(5, 3, 8, 9), 7));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 0, 0", "1, 0, 1, 0, 0", "1, 1, 0, 0, 0", "1, 1, 1, -1, 0", "1, 1, 1, 0, -1"})
    void numbersOutOfRangeAreRefused(int size, int stride, int dilation, int before, int after) {
        assertThrows(InvalidRequestException.class, () -> new WindowAxis(size, stride, dilation, before, after));
    }

    @Test
    void weightsHaveTheChannelsOfAGroup() {
        Convolution grouped = new Convolution(Window.square(3, 1, 1), 3);
        assertEquals(Shape.of(9, 2, 3, 3), grouped.weights(6, 9));
        assertThrows(InvalidRequestException.class, () -> grouped.weights(5, 9));
        assertThrows(InvalidRequestException.class, () -> grouped.weights(6, 8));
        assertThrows(InvalidRequestException.class, () -> new Convolution(Window.square(3, 1, 1), 0));
        assertEquals(Shape.of(8, 4, 5, 5), Convolution.square(5, 2, 2).weights(4, 8));
    }
}
