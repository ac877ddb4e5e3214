package bn.experiments.advice;

/** What weight decay on a group of parameters does. */
public enum DecayEffect {
    /** The outputs do not depend on the length of the group, so that decay sets how fast its direction turns (T10, T16, T17). */
    DIRECTIONS("learning rate of directions"),
    /** Decay is the rate lambda at rest (T5). */
    RATE("regularization rate"),
    /** Decay is a penalty on what the network computes, without batch norm in between. */
    RIDGE("plain ridge"),
    /** It is not known which. */
    UNKNOWN("not known");

    private final String text;

    DecayEffect(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
