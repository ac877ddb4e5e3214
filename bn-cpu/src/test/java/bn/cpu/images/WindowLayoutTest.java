package bn.cpu.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Shape;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowLayoutTest {

    /** A padded image whose elements are numbered from 1, with 0 as padding. */
    private static int[] numbered(WindowLayout layout) {
        int[] image = new int[layout.size()];
        for (int i = 0; i < layout.elements(); i++) {
            image[layout.inner(i / layout.rowElements()) + i % layout.rowElements()] = 1 + i;
        }
        return image;
    }

    private static int position(WindowAxis axis, int output, int element) {
        return output * axis.stride() - axis.before() + element * axis.dilation();
    }

    private static void check(Window window, int height, int width, int channels) {
        WindowLayout layout = new WindowLayout(window, Shape.of(1, channels, height, width));
        int[] image = numbered(layout);
        int columns = window.horizontal().size();
        for (int i = 0; i < layout.outputHeight(); i++) {
            for (int j = 0; j < layout.outputWidth(); j++) {
                int insides = 0;
                for (int t = 0; t < layout.taps(); t++) {
                    int row = position(window.vertical(), i, t / columns);
                    int column = position(window.horizontal(), j, t % columns);
                    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                    insides += inside ? 1 : 0;
                    for (int c = 0; c < channels; c++) {
                        int at = layout.row(i) + layout.tap(t) + j * layout.step() + c;
                        String what = window + " of " + height + "x" + width + ": element " + t + " for output " + i + "," + j;
                        assertEquals(inside ? 1 + (row * width + column) * channels + c : 0, image[at], what);
                        assertEquals(inside, layout.isInside(at), what);
                    }
                }
                assertEquals(insides, layout.inside(i, j));
            }
        }
    }

    @Test
    void outputsMeetTheInputsOfTheirWindows() {
        check(Window.square(1, 1, 0), 4, 6, 3);
        check(Window.square(3, 1, 1), 8, 8, 1);
        check(Window.square(7, 2, 3), 20, 21, 2);
        Random random = new Random(1);
        int checked = 0;
        while (checked < 1000) {
            WindowAxis vertical = axis(random);
            WindowAxis horizontal = axis(random);
            int height = 1 + random.nextInt(9);
            int width = 1 + random.nextInt(9);
            if (fits(vertical, height) && fits(horizontal, width)) {
                check(new Window(vertical, horizontal), height, width, 1 + random.nextInt(3));
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
