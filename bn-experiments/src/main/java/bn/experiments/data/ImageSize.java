package bn.experiments.data;

/** The height and width of an image in pixels; its features are the pixels row by row. */
public record ImageSize(int height, int width) {

    /** A size.
     *
     * @throws IllegalArgumentException if one of them is below 1
     */
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image of " + height + " x " + width + " pixels has none");
        }
    }

    /** The number of pixels. */
    public int pixels() {
        return Math.multiplyExact(height, width);
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
