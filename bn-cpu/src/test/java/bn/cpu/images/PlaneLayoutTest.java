package bn.cpu.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Shape;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaneLayoutTest {

    /** A plane whose elements are numbered from 1, with 0 as padding. */
    private static int[] numbered(PlaneLayout layout) {
        int[] plane = new int[layout.size()];
        for (int i = 0; i < layout.height(); i++) {
            for (int j = 0; j < layout.width(); j++) {
                plane[layout.row(i) + layout.column(j)] = 1 + i * layout.width() + j;
            }
        }
        return plane;
    }

    private static int position(WindowAxis axis, int output, int element) {
        return output * axis.stride() - axis.before() + element * axis.dilation();
    }

    /** The number of an element of the plane; 0 for padding. */
    private static int number(int row, int column, PlaneLayout layout) {
        boolean inside = row >= 0 && row < layout.height() && column >= 0 && column < layout.width();
        return inside ? 1 + row * layout.width() + column : 0;
    }

    private static void check(Window window, int height, int width) {
        PlaneLayout layout = new PlaneLayout(window, Shape.of(1, 1, height, width));
        int[] plane = numbered(layout);
        int columns = window.horizontal().size();
        for (int t = 0; t < layout.taps(); t++) {
            for (int i = 0; i < layout.outputHeight(); i++) {
                for (int j = 0; j < layout.outputWidth(); j++) {
                    int expected = number(position(window.vertical(), i, t / columns),
                            position(window.horizontal(), j, t % columns),
                            layout);
                    String what = window + " of " + height + "x" + width + ": element " + t + " for output " + i + "," + j;
                    assertEquals(expected, plane[layout.tap(t) + i * layout.rowLength() + j], what);
                }
            }
        }
        assertTrue(layout.span(layout.outputHeight()) <= layout.size());
    }

    @Test
    void outputsMeetTheInputsOfTheirWindows() {
        check(Window.square(1, 1, 0), 4, 6);
        check(Window.square(3, 1, 1), 8, 8);
        check(Window.square(7, 2, 3), 20, 21);
        Random random = new Random(1);
        int checked = 0;
        while (checked < 1000) {
            WindowAxis vertical = axis(random);
            WindowAxis horizontal = axis(random);
            int height = 1 + random.nextInt(9);
            int width = 1 + random.nextInt(9);
            if (fits(vertical, height) && fits(horizontal, width)) {
                check(new Window(vertical, horizontal), height, width);
                checked++;
            }
        }
    }

    private static WindowAxis axis(Random random) {
        return new WindowAxis(1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(3), random.nextInt(5),
                random.nextInt(5));
    }

    private static boolean fits(WindowAxis axis, int inputs) {
        return axis.reach() <= inputs + axis.before() + axis.after();
    }
}
