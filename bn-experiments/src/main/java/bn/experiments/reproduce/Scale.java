package bn.experiments.reproduce;

/** How large the experiments are. */
public enum Scale {
    /** Under a minute on 2 cores: to see that everything works. */
    QUICK,
    /** A few minutes on 2 cores: the figures to quote. */
    FULL;

    /** One of two numbers. */
    public int choose(int quick, int full) {
        return this == QUICK ? quick : full;
    }
}
