package bn.experiments.advice;

/** The groups of parameters on which weight decay acts differently. */
public enum ParameterRole {
    WEIGHTS("weights before batch norm", DecayEffect.DIRECTIONS, "T10, T16"),
    INNER("inner gamma and beta", DecayEffect.DIRECTIONS, "T17"),
    LAST_GAMMA("last gamma", DecayEffect.RATE, "T5"),
    LAST_BETA("last beta", DecayEffect.RIDGE, "T8"),
    OPEN("gamma and beta", DecayEffect.UNKNOWN, "T5, T17"),
    LINEAR("weights without batch norm", DecayEffect.RIDGE, "T8");

    private final String text;
    private final DecayEffect effect;
    private final String basis;

    ParameterRole(String text, DecayEffect effect, String basis) {
        this.text = text;
        this.effect = effect;
        this.basis = basis;
    }

    /** In words. */
    public String text() {
        return text;
    }

    /** What weight decay on it does. */
    public DecayEffect effect() {
        return effect;
    }

    /** The theorems that say so. */
    public String basis() {
        return basis;
    }
}
