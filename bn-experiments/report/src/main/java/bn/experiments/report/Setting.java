package bn.experiments.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A named value, such as {@code epochs = 5}. */
public record Setting(String name, String value) {

    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /** The entries of a map, in its order. */
    public static List<Setting> list(Map<String, String> values) {
        return values.entrySet().stream().map(entry -> new Setting(entry.getKey(), entry.getValue())).toList();
    }

    /** The checksum of a file. */
    public static Setting checksum(String file, String sha256) {
        return new Setting(file, "SHA-256 " + sha256);
    }
}
