package bn.experiments.model.dl4j;

/** Why a network has no graph here, in one line. It is caught where the graph is built. */
final class NoGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoGraphException(String reason) {
        // Names of a file may have line feeds.
        super(reason.replaceAll("\\p{Cntrl}", "?"));
    }

    /** A layer that is not computed. */
    NoGraphException(Vertex vertex, String why) {
        this("the layer " + vertex.name() + " (" + vertex.type() + ") " + why);
    }
}
