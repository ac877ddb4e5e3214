package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.Arrays;
import java.util.List;

/** The words of a part of an operation, read one after the other. */
final class Words {
    private final List<String> words;
    private int next;

    Words(String text) {
        words = text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
    }

    /**
     * The geometry of windows.
     *
     * @param window size, stride, padding and dilation
     * @param groups number of groups, 1 if it is not given
     */
    record Geometry(Window window, int groups) {}

    /** Whether words are left. */
    boolean more() {
        return next < words.size();
    }

    /** Takes these words if they come next. */
    boolean take(String phrase) {
        List<String> wanted = List.of(phrase.split(" "));
        int end = next + wanted.size();
        if (end > words.size() || !words.subList(next, end).equals(wanted)) {
            return false;
        }
        next = end;
        return true;
    }

    /** Takes this word, which has to come next. */
    void require(String word) {
        if (!take(word)) {
            throw new InvalidRequestException("'" + word + "' is missing in '" + this + "'");
        }
    }

    /** Refuses words that are left. */
    void end() {
        if (more()) {
            throw new InvalidRequestException("'" + words.get(next) + "' in '" + this + "' has no meaning");
        }
    }

    private String word(String what) {
        if (!more()) {
            throw new InvalidRequestException(what + " is missing after '" + this + "'");
        }
        return words.get(next++);
    }

    /** A whole number. */
    int count(String what, int least) {
        return count(what, word(what), least);
    }

    /** A whole number and the word that follows it. */
    int count(String what, int least, String word) {
        int count = count(what, least);
        require(word);
        return count;
    }

    private static int count(String what, String word, int least) {
        try {
            int count = Integer.parseInt(word);
            if (count >= least) {
                return count;
            }
        } catch (NumberFormatException e) {
            // As if it were too small.
        }
        throw new InvalidRequestException(what + " is a whole number of at least " + least + ", got '" + word + "'");
    }

    /** A number. */
    double number(String what) {
        String word = word(what);
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(what + " is a number, got '" + word + "'");
        }
    }

    /** A window; groups are refused. */
    Window window() {
        return geometry(false).window();
    }

    /** A window and a number of groups. */
    Geometry geometry() {
        return geometry(true);
    }

    private Geometry geometry(boolean grouped) {
        String[] size = axes(word("the size of the window, such as 3x3,"));
        String[] stride = {"1", "1"};
        String[] padding = {"0", "0"};
        String[] dilation = {"1", "1"};
        int groups = 1;
        while (more()) {
            if (take("stride")) {
                stride = axes(word("the stride"));
            } else if (take("padding")) {
                padding = axes(word("the padding"));
            } else if (take("dilation")) {
                dilation = axes(word("the dilation"));
            } else if (grouped && take("groups")) {
                groups = count("the number of groups", 1);
            } else {
                end();
            }
        }
        return new Geometry(new Window(axis(size[0], stride[0], padding[0], dilation[0]),
                axis(size[1], stride[1], padding[1], dilation[1])), groups);
    }

    /** One value for both axes, or two: vertical x horizontal. */
    private static String[] axes(String word) {
        String[] parts = word.split("x", -1);
        if (parts.length > 2) {
            throw new InvalidRequestException("'" + word + "' is no pair; images have two axes");
        }
        return new String[] {parts[0], parts[parts.length - 1]};
    }

    private static WindowAxis axis(String size, String stride, String padding, String dilation) {
        String[] ends = padding.split("\\+", 2);
        return new WindowAxis(count("the size of a window", size, 1), count("the stride", stride, 1),
                count("the dilation", dilation, 1), count("the padding", ends[0], 0),
                count("the padding", ends[ends.length - 1], 0));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
