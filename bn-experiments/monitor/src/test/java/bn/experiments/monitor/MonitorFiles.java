package bn.experiments.monitor;

import bn.experiments.result.Csv;
import bn.experiments.result.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a monitor folder as {@code docs/monitoring.md} has it; headers are spelled out here, as in other people's writers. */
final class MonitorFiles {
    static final String LAYERS = "step,layer,readings,lambda_mean,lambda_mean_se,lambda_rms,lambda_noise,net_rate,net_rate_se,"
            + "shift,gamma_rms,beta_rms,dead,alpha_mean,weight_norm,effective_learning_rate,angle\n";
    static final String STEPS = "step,seconds,loss,learning_rate\n";
    static final String STREAMS = "step,stream,readings,net_rate,shift,writers,consumers,error\n";
    static final String CHANNELS = "layer,channel,readings,lambda,lambda_se,gamma,gamma_grad,beta,beta_grad,variance,"
            + "weight_norm2,alpha,alpha_se\n";

    private final Path folder;

    MonitorFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Writes monitor.json with these layers of 4 channels, and a stream for each name. */
    MonitorFiles manifest(List<String> layers, List<String> streams) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>(Map.of("format", "bn-monitor", "version", 1, "writer", "test 1",
                "framework", "PyTorch 1.13.1", "model", "Net", "started", "2026-11-27T22:00:00Z", "every", 10, "window", 10));
        manifest.put("finished", null);
        manifest.put("layers", layers.stream().map(MonitorFiles::layer).toList());
        manifest.put("streams", streams.stream().map(name -> Map.of("name", name, "writers", List.of(name), "consumers",
                List.of("fc"))).toList());
        manifest.put("notes", new ArrayList<>(List.of("a note")));
        return text("monitor.json", Json.text(manifest));
    }

    private static Map<String, Object> layer(String name) {
        Map<String, Object> layer = new LinkedHashMap<>(Map.of("name", name, "channels", 4, "eps", 1e-5));
        layer.put("linear", null);
        layer.put("note", name.startsWith("frozen") ? "frozen: in evaluation mode, its gradients are not rates" : null);
        return layer;
    }

    /** Replaces a text in monitor.json. */
    MonitorFiles replace(String old, String by) throws IOException {
        String text = Files.readString(folder.resolve("monitor.json"));
        if (!text.contains(old)) {
            throw new IllegalArgumentException(text);
        }
        return text("monitor.json", text.replace(old, by));
    }

    MonitorFiles text(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return this;
    }

    MonitorFiles append(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        return this;
    }

    /** A row of layers.csv, with the readings and all numbers after it. */
    static String row(long step, String layer, Object... numbers) {
        List<Object> cells = new ArrayList<>(List.of(step, layer));
        for (Object number : numbers) {
            cells.add(number instanceof Double value ? Csv.finite(value) : number);
        }
        return Csv.join(cells) + "\n";
    }

    /** A row with given rates; the other numbers are 1, the dead channels none. */
    static String rates(long step, String layer, double rms, double noise, double netRate, double netRateSe) {
        return row(step, layer, 10, 0.5, 0.1, rms, noise, netRate, netRateSe, 0.25, 1.0, 1.0, 0, 1.0, 1.0, 1.0, 1.0);
    }
}
