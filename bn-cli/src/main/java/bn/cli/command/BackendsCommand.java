package bn.cli.command;

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
import bn.experiments.result.Json;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bn backends}. */
@Command(name = "backends", description = {
    "Lists the backends that were found, whether each can be used, and on what; and the normalizations.",
    "Each with its module and jar, and what could not be used of what was found, with the reason."})
public final class BackendsCommand implements Runnable {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Console console;
    @Mixin
    private Format format;

    /** A backend as it is printed. */
    record Entry(String name, int priority, String description, boolean available, String reason, String remedy,
            List<DeviceEntry> devices, String module, String version, String jar) { }

    /** A normalization as it is printed. */
    record NormalizationEntry(String name, String description, String module, String version, String jar) { }

    /** A device as it is printed. */
    record DeviceEntry(String name, String kind, long memoryBytes, List<String> dtypes, String software) { }

    /** All of it; auto is the name of the backend that is taken unless another is asked for, null if none can be used. */
    record Listing(List<Entry> backends, List<NormalizationEntry> normalizations, String auto, List<String> failures) { }

    @Override
    public void run() {
        Listing listing = new Listing(backends.all().stream().map(BackendsCommand::entry).toList(),
                normalizations.all().stream().map(BackendsCommand::entry).toList(),
                Backends.best(backends).map(Named::name).orElse(null),
                Stream.concat(backends.failures().stream(), normalizations.failures().stream()).toList());
        if (format.json()) {
            console.printText(Json.text(listing));
            return;
        }
        print(listing);
    }

    private static Entry entry(BackendProvider provider) {
        Availability availability = Backends.probe(provider);
        List<DeviceEntry> devices = List.of();
        String reason = null;
        String remedy = null;
        if (availability instanceof Availability.Available yes) {
            devices = yes.devices().stream().map(BackendsCommand::device).toList();
        } else if (availability instanceof Availability.Unavailable no) {
            reason = no.reason();
            remedy = no.remedy();
        }
        Origin origin = Origin.of(provider.getClass());
        return new Entry(provider.name(), Backends.priority(provider), provider.description(), reason == null, reason, remedy, devices,
                origin.module(), origin.version(), origin.jar());
    }

    private static NormalizationEntry entry(NormalizationProvider provider) {
        Origin origin = Origin.of(provider.getClass());
        return new NormalizationEntry(provider.name(), provider.description(), origin.module(), origin.version(), origin.jar());
    }

    private static DeviceEntry device(Device device) {
        return new DeviceEntry(device.name(), device.kind(), device.memoryBytes(),
                device.dtypes().stream().sorted().map(DType::label).toList(), device.software());
    }

    private void print(Listing listing) {
        TextTable table = new TextTable("backend", "available", "device", "kind", "memory", "dtypes");
        for (Entry entry : listing.backends()) {
            if (!entry.available()) {
                table.row(entry.name(), "no", "-", "-", "-", "-");
            }
            String note = entry.name().equals(listing.auto()) ? " (default)" : "";
            for (DeviceEntry device : entry.devices()) {
                table.row(entry.name() + note, "yes", device.name(), device.kind(), memory(device.memoryBytes()),
                        String.join(" ", device.dtypes()));
                note = "";
            }
        }
        console.print(listing.backends().isEmpty() ? "No backend was found: add the bn-cpu jar or another backend's to the "
                + "module path, or use --plugins DIR." : table.toString().stripTrailing());
        for (Entry entry : listing.backends()) {
            console.print(entry.name() + ": " + (entry.available() ? entry.description()
                    : "not available: " + entry.reason() + "; " + entry.remedy()));
            console.print("  module " + entry.module() + " " + entry.version() + " of " + entry.jar() + entry.devices().stream()
                    .map(device -> "; " + device.software()).distinct().collect(Collectors.joining()));
        }
        for (NormalizationEntry entry : listing.normalizations()) {
            console.print("normalization " + entry.name() + ": " + entry.description());
            console.print("  module " + entry.module() + " " + entry.version() + " of " + entry.jar());
        }
    }

    private static String memory(long bytes) {
        return bytes == 0 ? "-" : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
