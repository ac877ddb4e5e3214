package bn.experiments.model.keras;

import bn.api.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * In which order Keras has the numbers of a tensor that are channel by channel here: Keras flattens images position by position.
 *
 * @param parts the shapes, C x H x W or I, whose numbers follow each other
 */
record FeatureOrder(List<Shape> parts) {

    /** The order of a tensor of this shape: images have no order of their own until they are flattened. */
    static FeatureOrder of(Shape shape) {
        return new FeatureOrder(List.of(Shape.of(Math.toIntExact(shape.elements()))));
    }

    /** The order of flattened images C x H x W. */
    static FeatureOrder flattened(Shape images) {
        return images.size(0) == 1 || images.size(1) * (long) images.size(2) == 1 ? of(images)
                : new FeatureOrder(List.of(images));
    }

    /** Two after each other. */
    FeatureOrder then(FeatureOrder next) {
        return new FeatureOrder(Stream.concat(parts.stream(), next.parts.stream()).toList());
    }

    /** Whether both orders are the same. */
    boolean isHere() {
        return parts.stream().allMatch(part -> part.rank() == 1);
    }

    /** For each number here, its place in Keras. */
    int[] places() {
        IntStream.Builder places = IntStream.builder();
        int from = 0;
        for (Shape part : parts) {
            int channels = part.size(0);
            int positions = (int) part.rowElements();
            for (int channel = 0; channel < channels; channel++) {
                for (int position = 0; position < positions; position++) {
                    places.add(from + position * channels + channel);
                }
            }
            from += channels * positions;
        }
        return places.build().toArray();
    }
}
