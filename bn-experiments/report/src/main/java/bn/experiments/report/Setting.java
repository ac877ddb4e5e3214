package bn.experiments.report;

import java.util.Objects;

/** A named value, such as {@code epochs = 5}. */
public record Setting(String name, String value) {

    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
