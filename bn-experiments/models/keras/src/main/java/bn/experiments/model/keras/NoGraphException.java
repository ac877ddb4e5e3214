package bn.experiments.model.keras;

/** Why a model has no graph here, in one line. It is caught where the graph is built. */
final class NoGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoGraphException(String reason) {
        // Names of a file may have line feeds.
        super(reason.replaceAll("\\p{Cntrl}", "?"));
    }

    /** A layer that is not computed. */
    static NoGraphException layer(KerasLayer layer, String name, String why) {
        return new NoGraphException("the layer " + name + " (" + layer.className() + ") " + why);
    }
}
