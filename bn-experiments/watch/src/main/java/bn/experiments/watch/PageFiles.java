package bn.experiments.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The files of the page: resources of this module, named in a fixed table and read once. */
final class PageFiles {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("index.html", "text/html; charset=utf-8"),
            Map.entry("style.css", "text/css; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("app.js", SCRIPT),
            Map.entry("axis.js", SCRIPT),
            Map.entry("chart.js", SCRIPT),
            Map.entry("dom.js", SCRIPT),
            Map.entry("figures.js", SCRIPT),
            Map.entry("line.js", SCRIPT),
            Map.entry("run.js", SCRIPT),
            Map.entry("selection.js", SCRIPT),
            Map.entry("table.js", SCRIPT),
            Map.entry("text.js", SCRIPT));

    private final Map<String, Answer> byPath = new HashMap<>();

    PageFiles() {
        TYPES.forEach((name, type) -> byPath.put("/" + name, new Answer(200, type, read(name))));
        byPath.put("/", byPath.remove("/index.html"));
    }

    /** The file, or 404. */
    Answer answer(String path) {
        Answer found = byPath.get(path);
        return found == null ? Answer.text(404, "There is no such page; the runs are at /.") : found;
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the file " + name + " of the page is missing in bn-watch");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
