package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.Random;

/** Images N x C x H x W and a window over them. */
record Geometry(Shape images, Window window) {

    /** A square window without dilation, with the same padding on all sides. */
    static Geometry square(Shape images, int size, int stride, int padding) {
        return new Geometry(images, Window.square(size, stride, padding));
    }

    /** The two axes of a window: size, stride, dilation, padding before and after. */
    static Geometry of(Shape images, WindowAxis vertical, WindowAxis horizontal) {
        return new Geometry(images, new Window(vertical, horizontal));
    }

    static WindowAxis axis(int size, int stride, int dilation, int before, int after) {
        return new WindowAxis(size, stride, dilation, before, after);
    }

    /** Random sizes, strides to 3, dilations to 2, and paddings below the reach of the window. */
    static Geometry random(Random random, int channels) {
        WindowAxis vertical = randomAxis(random);
        WindowAxis horizontal = randomAxis(random);
        return of(Shape.of(1 + random.nextInt(3), channels, length(random, vertical), length(random, horizontal)), vertical,
                horizontal);
    }

    private static WindowAxis randomAxis(Random random) {
        int size = 1 + random.nextInt(4);
        int dilation = 1 + random.nextInt(2);
        int reach = (size - 1) * dilation + 1;
        return new WindowAxis(size, 1 + random.nextInt(3), dilation, random.nextInt(reach), random.nextInt(reach));
    }

    /** A size of the images that the window fits into. */
    private static int length(Random random, WindowAxis axis) {
        return (int) Math.max(1, axis.reach() - axis.before() - axis.after()) + random.nextInt(8);
    }

    /** Whether pooling takes it: no window covers padding alone. */
    boolean hasNoEmptyWindow() {
        return !window.vertical().hasEmptyWindow(images.size(2)) && !window.horizontal().hasEmptyWindow(images.size(3));
    }

    Shape outputs(int channels) {
        return window.outputs(images, channels);
    }

    /** Number of elements of the window. */
    int windowSize() {
        return window.vertical().size() * window.horizontal().size();
    }

    /** What differs from a stride and a dilation of 1 and no padding is named. */
    @Override
    public String toString() {
        WindowAxis v = window.vertical();
        WindowAxis h = window.horizontal();
        String text = images + ", window " + v.size() + "x" + h.size();
        text += v.stride() == 1 && h.stride() == 1 ? "" : ", stride " + v.stride() + "x" + h.stride();
        text += v.dilation() == 1 && h.dilation() == 1 ? "" : ", dilation " + v.dilation() + "x" + h.dilation();
        boolean padded = v.before() + v.after() + h.before() + h.after() > 0;
        return text + (padded ? ", padding " + v.before() + "+" + v.after() + "x" + h.before() + "+" + h.after() : "");
    }
}
