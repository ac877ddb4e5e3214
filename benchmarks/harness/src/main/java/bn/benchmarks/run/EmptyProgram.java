package bn.benchmarks.run;

/** A program that does nothing, to measure the JVM alone. */
public final class EmptyProgram {

    private EmptyProgram() {}

    /** Does nothing. */
    public static void main(String[] args) {}
}
