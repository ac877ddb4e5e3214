package bn.experiments.page;

import bn.experiments.page.NetworkRates.StreamRow;
import bn.experiments.report.Figure;
import bn.experiments.report.HypergraphChart;
import bn.experiments.report.NumberText;
import bn.experiments.report.Section;
import bn.experiments.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The streams of a network as a graph and as a table. */
final class StreamSection {
    private StreamSection() {}

    /**
     * Makes the section.
     *
     * @param balance the table of the streams with a balance
     */
    static Section of(NetworkRates network, Table balance) {
        List<String> text = new ArrayList<>(List.of(
                "A stream is channels that scale together: all layers that add to them, as the blocks of a residual network do, and "
                        + "all that read them. T13 says of each channel that the sum of γ²λ over the normalizations that write it, and of what "
                        + "linear maps without a normalization write, is the sum of β ∂L/∂β and what the readers let through, "
                        + "which is 0 where they are normalized with ε = 0. So a single layer of a stream may have any rate; only their "
                        + "sum is bound. The errors are relative to the sizes of the terms: they are rounding, whatever the state of the "
                        + "network."));
        NetworkTables.obstacles(network).ifPresent(text::add);
        return new Section("Streams", text, List.of(), List.of(Figure.of(graph(network)), balance));
    }

    private static HypergraphChart graph(NetworkRates network) {
        List<String> layers = network.nodes().stream().filter(node -> network.streams().stream()
                .anyMatch(stream -> stream.writers().contains(node) || stream.readers().contains(node))).toList();
        List<HypergraphChart.Edge> edges = IntStream.range(0, network.streams().size()).mapToObj(i -> {
            StreamRow stream = network.streams().get(i);
            return new HypergraphChart.Edge(String.valueOf(i + 1), stream.writers().stream().map(layers::indexOf).toList(),
                    stream.readers().stream().map(layers::indexOf).toList(), Objects.requireNonNullElse(stream.obstacle(), ""),
                    tip(stream, i + 1));
        }).toList();
        return new HypergraphChart("The layers, inputs first, and the streams that they write and read; each line is a stream",
                "layer", "stream", layers, edges, new HypergraphChart.Key("written by", "read by", "no balance"));
    }

    private static String tip(StreamRow stream, int number) {
        return String.join("\n", Stream.concat(Stream.of("stream " + number + ", channels: " + stream.channels()),
                Stream.concat(Stream.of(line("written by", stream.writers()), line("read by", stream.readers()))
                        .flatMap(Optional::stream), Stream.of(balance(stream))))
                .toList());
    }

    private static Optional<String> line(String label, List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(label + ": " + NetworkTables.names(names));
    }

    private static String balance(StreamRow stream) {
        return stream.obstacle() != null ? "no balance, because " + stream.obstacle()
                : "sum of γ²λ: " + NumberText.of(stream.balance().netRate()) + "\nerror of T13: " + NumberText.of(stream.error());
    }
}
