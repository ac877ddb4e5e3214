package bn.experiments.monitor;

import bn.api.BnException;
import bn.experiments.result.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file {@code monitor.json} of a monitor folder: what writes it, and the layers and streams that it has.
 *
 * @param framework null if not known
 * @param model null if not known
 * @param finished when the run ended; null if it has not
 */
record MonitorManifest(String writer, String framework, String model, String finished, List<Layer> layers, List<Stream> streams,
        List<String> notes) {
    static final String FILE = "monitor.json";
    private static final String FORMAT = "bn-monitor";
    private static final int VERSION = 1;

    /**
     * A layer, before any reading.
     *
     * @param linear name of the linear map before it; null if none was found
     * @param note null if there is nothing to be said
     */
    record Layer(String name, int channels, String linear, String note) {

        private static Layer of(JsonField field) {
            return new Layer(field.get("name").text(), field.get("channels").whole(), field.get("linear").textOrNull(),
                    field.get("note").textOrNull());
        }
    }

    /** A stream, before any reading. */
    record Stream(String name, List<String> writers, List<String> consumers) {

        private static Stream of(JsonField field) {
            return new Stream(field.get("name").text(), field.get("writers").texts(), field.get("consumers").texts());
        }
    }

    /**
     * Reads the file's text.
     *
     * @param file names it in errors
     * @throws BnException if it is not of this format and version
     */
    static MonitorManifest of(byte[] text, String file) {
        JsonField root = new JsonField(Json.parse(text, file), file, "");
        String format = root.get("format").text();
        if (!format.equals(FORMAT)) {
            throw new BnException(file + " has the format '" + CsvRow.shown(format) + "', not '" + FORMAT + "'");
        }
        int version = root.get("version").whole();
        if (version != VERSION) {
            throw new BnException(file + " has version " + version + " of its format, and this bn reads version " + VERSION
                    + "; use " + (version > VERSION ? "a newer bn" : "the bn that belongs to it"));
        }
        List<Layer> layers = root.get("layers").elements().stream().map(Layer::of).toList();
        List<Stream> streams = root.get("streams").elements().stream().map(Stream::of).toList();
        checkDistinct(layers.stream().map(Layer::name).toList(), "layers", file);
        checkDistinct(streams.stream().map(Stream::name).toList(), "streams", file);
        return new MonitorManifest(root.get("writer").text(), root.get("framework").textOrNull(), root.get("model").textOrNull(),
                root.get("finished").textOrNull(), layers, streams, root.get("notes").texts());
    }

    private static void checkDistinct(List<String> names, String what, String file) {
        Set<String> seen = new HashSet<>();
        names.forEach(name -> {
            if (!seen.add(name)) {
                throw new BnException(file + " is damaged: two " + what + " have the name '" + CsvRow.shown(name) + "'");
            }
        });
    }
}
