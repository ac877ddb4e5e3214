package bn.cli.view;

import bn.api.DType;
import bn.api.backend.Availability;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.backend.Device;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Named;
import bn.api.spi.Origin;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of {@code bn backends}: text, and as a record the JSON.
 *
 * @param auto name of the backend that is used unless another one is asked for; null if none is available
 * @param failures the providers that were found and cannot be used, a line each
 */
public record BackendListing(List<BackendEntry> backends, List<NormalizationEntry> normalizations, String auto,
        List<String> failures) {

    /** A backend; reason and remedy are null if it is available. */
    public record BackendEntry(String name, int priority, String description, boolean available, String reason, String remedy,
            List<DeviceEntry> devices, String module, String version, String jar) {

        private static BackendEntry of(BackendProvider provider) {
            Availability availability = Backends.probe(provider);
            List<DeviceEntry> devices = List.of();
            String reason = null;
            String remedy = null;
            if (availability instanceof Availability.Available yes) {
                devices = yes.devices().stream().map(DeviceEntry::of).toList();
            } else if (availability instanceof Availability.Unavailable no) {
                reason = no.reason();
                remedy = no.remedy();
            }
            Origin origin = Origin.of(provider.getClass());
            return new BackendEntry(provider.name(), Backends.priority(provider), provider.description(), reason == null, reason,
                    remedy,
                    devices, origin.module(), origin.version(), origin.jar());
        }
    }

    /** A device of a backend. */
    public record DeviceEntry(String name, String kind, long memoryBytes, List<String> dtypes, String software) {

        private static DeviceEntry of(Device device) {
            return new DeviceEntry(device.name(), device.kind(), device.memoryBytes(),
                    device.dtypes().stream().sorted().map(DType::label).toList(), device.software());
        }
    }

    /** A normalization. */
    public record NormalizationEntry(String name, String description, String module, String version, String jar) {

        private static NormalizationEntry of(NormalizationProvider provider) {
            Origin origin = Origin.of(provider.getClass());
            return new NormalizationEntry(provider.name(), provider.description(), origin.module(), origin.version(),
                    origin.jar());
        }
    }

    /** Lists what was found; backends are asked whether they are available. */
    public static BackendListing of(Providers<BackendProvider> backends, Providers<NormalizationProvider> normalizations) {
        return new BackendListing(backends.all().stream().map(BackendEntry::of).toList(),
                normalizations.all().stream().map(NormalizationEntry::of).toList(),
                Backends.best(backends).map(Named::name).orElse(null),
                Stream.concat(backends.failures().stream(), normalizations.failures().stream()).toList());
    }

    /** Prints a table of devices, then each provider with its module. */
    public void print(Console console) {
        console.print(backends.isEmpty() ? "No backend was found: add the bn-cpu jar or another backend's to the "
                + "module path, or use --plugins DIR." : table().toString().stripTrailing());
        for (BackendEntry entry : backends) {
            console.print(entry.name() + ": " + (entry.available() ? entry.description()
                    : "not available: " + entry.reason() + "; " + entry.remedy()));
            console.print("  module " + entry.module() + " " + entry.version() + " of " + entry.jar() + entry.devices().stream()
                    .map(device -> "; " + device.software()).distinct().collect(Collectors.joining()));
        }
        for (NormalizationEntry entry : normalizations) {
            console.print("normalization " + entry.name() + ": " + entry.description());
            console.print("  module " + entry.module() + " " + entry.version() + " of " + entry.jar());
        }
    }

    private TextTable table() {
        TextTable table = new TextTable("backend", "available", "device", "kind", "memory", "dtypes");
        for (BackendEntry entry : backends) {
            if (!entry.available()) {
                table.row(entry.name(), "no", "-", "-", "-", "-");
            }
            String note = entry.name().equals(auto) ? " (default)" : "";
            for (DeviceEntry device : entry.devices()) {
                table.row(entry.name() + note, "yes", device.name(), device.kind(), memory(device.memoryBytes()),
                        String.join(" ", device.dtypes()));
                note = "";
            }
        }
        return table;
    }

    private static String memory(long bytes) {
        return bytes == 0 ? "-" : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
