package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Window;

/** Shapes of one example, without the axis of the batch. */
final class ExampleShapes {

    private ExampleShapes() {}

    /** The images of this many channels that windows over images give. */
    static Shape of(Window window, Shape images, int channels) {
        requireImages("a window", images);
        return Shape.of(channels, window.vertical().outputs(images.size(1)), window.horizontal().outputs(images.size(2)));
    }

    static void requireImages(String what, Shape shape) {
        if (shape.rank() != 3) {
            throw new InvalidRequestException(what + " takes images, not " + shape + " numbers");
        }
    }
}
