package bn.experiments.data;

import java.io.Serializable;

/**
 * The size of an image in pixels. The order of features is plane after plane (channels first), each row after row.
 *
 * @param channels the number of colour planes: 1 for grey, 3 for red, green and blue
 */
public record ImageSize(int height, int width, int channels) implements Serializable {

    /** A size.
     *
     * @throws IllegalArgumentException if one of them is below 1
     */
    public ImageSize {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("an image of " + height + " x " + width + " pixels in " + channels
                    + " colours has none");
        }
    }

    /** The size of a grey image. */
    public ImageSize(int height, int width) {
        this(height, width, 1);
    }

    /** The number of features: the pixels of all planes. */
    public int features() {
        return Math.multiplyExact(plane(), channels);
    }

    /** The number of pixels of one plane. */
    int plane() {
        return Math.multiplyExact(height, width);
    }

    @Override
    public String toString() {
        return height + " x " + width + (channels == 1 ? "" : " x " + channels);
    }
}
