package bn.monitor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** monitor.json: what is monitored, since when, and what its reader has to know. */
final class ManifestFile {
    private final RunDescription run;
    private final String started = now();

    ManifestFile(RunDescription run) {
        this.run = run;
    }

    /** The file, at this moment, with the settings as they are at present. */
    String json(MonitorSettings settings, boolean finished, List<String> moreNotes) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", "bn-monitor");
        json.put("version", 1);
        json.put("writer", run.writer());
        json.put("framework", run.framework());
        json.put("model", run.model());
        json.put("started", started);
        json.put("finished", finished ? now() : null);
        json.put("every", settings.every());
        json.put("window", settings.window());
        json.put("layers", run.layers().stream().map(ManifestFile::layer).toList());
        json.put("streams", run.streams().stream().map(ManifestFile::stream).toList());
        List<String> notes = new ArrayList<>(run.notes());
        notes.addAll(moreNotes);
        json.put("notes", notes);
        return JsonText.of(json) + "\n";
    }

    private static Map<String, @Nullable Object> layer(LayerDescription layer) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", layer.name());
        json.put("channels", layer.channels());
        json.put("eps", layer.eps());
        json.put("linear", layer.linear());
        json.put("note", layer.note());
        return json;
    }

    private static Map<String, @Nullable Object> stream(StreamDescription stream) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", stream.name());
        json.put("writers", stream.writers());
        json.put("consumers", stream.consumers());
        return json;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
