package bn.experiments.bench;

/** What a linear map computes in training. */
enum LayerPass {
    FORWARD("forward"),
    BACKWARD_INPUT("backward, inputs"),
    BACKWARD_PARAMETERS("backward, weights");

    private final String label;

    LayerPass(String label) {
        this.label = label;
    }

    /** The name of a workload: what the map is, and the pass. */
    String of(String map) {
        return map + " " + label;
    }
}
