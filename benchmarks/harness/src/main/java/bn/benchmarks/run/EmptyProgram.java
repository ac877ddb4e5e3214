package bn.benchmarks.run;

/** A program that does nothing: the JVM alone. */
public final class Nothing {

    private Nothing() { }

    /** Does nothing. */
    public static void main(String[] args) { }
}
