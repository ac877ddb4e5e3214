package bn.experiments.monitor;

/**
 * Names of other people's modules as one line of text. What is not visible, such as line breaks and the control characters of a
 * terminal, is shown as a question mark.
 */
public final class OneLine {
    private OneLine() {}

    /** The text as one line. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** The name of a layer in the middle of a sentence: a number, as PyTorch's Sequential gives, is called a layer there. */
    static String layer(String name) {
        return (name.matches("[0-9.]+") ? "layer " : "") + of(name);
    }
}
