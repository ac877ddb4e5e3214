package bn.experiments.network;

import bn.api.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The widths of a fully connected network, inputs first, outputs last.
 *
 * @param widths at least 2 numbers, each at least 1
 */
public record Architecture(List<Integer> widths) {

    /** Checks the widths. */
    public Architecture {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
            throw new InvalidRequestException(
                    "an architecture is at least 2 widths of at least 1, for example 784-512-256-10; got '"
                            + text(widths) + "'");
        }
    }

    /**
     * Reads {@code 784-512-256-10}.
     *
     * @throws InvalidRequestException if it is not of that form
     */
    public static Architecture parse(String text) {
        List<Integer> widths = new ArrayList<>();
        for (String width : text.split("-", -1)) {
            try {
                widths.add(Integer.parseInt(width.trim()));
            } catch (NumberFormatException e) {
                throw new InvalidRequestException("'" + text
                        + "' is not an architecture: widths are whole numbers joined by hyphens, "
                        + "for example 784-512-256-10");
            }
        }
        return new Architecture(widths);
    }

    /** Number of inputs. */
    public int inputs() {
        return widths.get(0);
    }

    /** Number of outputs. */
    public int outputs() {
        return widths.get(widths.size() - 1);
    }

    /** Number of linear layers. */
    public int layers() {
        return widths.size() - 1;
    }

    /** Number of weights of all linear layers. */
    public long weights() {
        return IntStream.range(0, layers()).mapToLong(i -> (long) widths.get(i) * widths.get(i + 1)).sum();
    }

    @Override
    public String toString() {
        return text(widths);
    }

    private static String text(List<Integer> widths) {
        return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
