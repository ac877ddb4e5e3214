package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --images} for networks of other tools. */
public final class ImagesOption {
    @Option(names = "--images", paramLabel = "CxHxW",
            description = "Size of the images that the network reads, channels first, for files that do not say it, as those of many "
                    + "networks of DL4J and exports with dynamic axes.")
    private String text;

    /**
     * Refuses the option where it has no effect.
     *
     * @param used whether a network is read from a file of another tool
     */
    public void requireUse(boolean used) {
        if (text != null && !used) {
            throw new InvalidRequestException("--images has no effect without --init of a file of another tool; leave it out");
        }
    }

    /**
     * The size, if it was given.
     *
     * @throws InvalidRequestException if it is none
     */
    public Optional<Shape> shape() {
        if (text == null) {
            return Optional.empty();
        }
        try {
            int[] sizes = Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
            if (sizes.length == 3 && Arrays.stream(sizes).allMatch(size -> size > 0)) {
                return Optional.of(Shape.of(sizes));
            }
        } catch (NumberFormatException e) {
            // As if there were too few numbers.
        }
        throw new InvalidRequestException("--images is channels x height x width, for example 3x32x32, got '" + text + "'");
    }
}
