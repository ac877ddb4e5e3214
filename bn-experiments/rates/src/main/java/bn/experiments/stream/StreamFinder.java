package bn.experiments.stream;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.norm.Normalization;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ChannelCopy;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Finds the streams of a network: follows each channel through all nodes that change it by a positive factor alone. */
public final class StreamFinder {
    private final Network network;
    private final Architecture architecture;
    private final List<Shape> shapes;
    private final ChannelSets sets;
    private final Map<Integer, List<End>> writers = new TreeMap<>();
    private final Map<Integer, List<End>> readers = new TreeMap<>();
    private final Map<Integer, String> obstacles = new TreeMap<>();

    private StreamFinder(Network network) {
        this.network = network;
        architecture = network.spec().architecture();
        shapes = architecture.shapes();
        sets = new ChannelSets(architecture);
    }

    /** The streams that a normalization writes or reads, in the order of their first writers. */
    public static List<Stream> of(Network network) {
        return new StreamFinder(network).find();
    }

    private List<Stream> find() {
        for (int i = 0; i < architecture.nodes().size(); i++) {
            visit(i);
        }
        obstruct(NodeSpec.INPUT, architecture.input().size(0), "it reaches the network's inputs");
        int last = architecture.nodes().size() - 1;
        obstruct(last, shapes.get(last).size(0), "it reaches the network's outputs");
        return streams();
    }

    private void visit(int i) {
        NodeSpec node = architecture.nodes().get(i);
        Operation operation = node.operation();
        if (operation instanceof Operation.Layer) {
            layer(i, (Layer) network.nodes().get(i));
            return;
        }
        List<Shape> inputs = node.sources().stream().map(this::shape).toList();
        if (operation instanceof Operation.Multiply) {
            String obstacle = "the product " + node.name() + " is not scaled by one factor alone";
            IntStream.range(0, inputs.size()).forEach(j -> obstruct(node.sources().get(j), inputs.get(j).size(0), obstacle));
            obstruct(i, shapes.get(i).size(0), obstacle);
            return;
        }
        List<ChannelCopy> copies = operation.copies(inputs);
        for (ChannelCopy copy : copies) {
            int source = node.sources().get(copy.input());
            IntStream.range(0, copy.count()).forEach(k -> join(source, copy.from() + k, i, copy.to() + k));
        }
        if (copies.isEmpty()) {
            node.sources().forEach(source -> sameChannels(source, i));
        }
        if (operation instanceof Operation.Add add) {
            activation(i, add.activation());
        }
    }

    private Shape shape(int node) {
        return node < 0 ? architecture.input() : shapes.get(node);
    }

    /** Joins the channels of two nodes, channel by channel; where images were flattened, with all numbers of a channel. */
    private void sameChannels(int source, int node) {
        int positions = shapes.get(node).size(0) / shape(source).size(0);
        IntStream.range(0, shapes.get(node).size(0)).forEach(k -> join(source, k / positions, node, k));
    }

    private void layer(int i, Layer layer) {
        int source = architecture.nodes().get(i).sources().get(0);
        int inputs = shape(source).size(0);
        if (!layer.hasLinear() && !layer.isNormalized()) {
            sameChannels(source, i);
        } else {
            IntStream.range(0, inputs).forEach(k -> add(readers, source, k, layer, k));
            IntStream.range(0, layer.units()).forEach(k -> add(writers, i, k, layer, k));
            if (!layer.hasLinear() && layer.normalization().flatMap(Normalization::statistics).isEmpty()) {
                obstruct(source, inputs, layer.name() + " normalizes it without statistics of the batch");
            }
        }
        activation(i, layer.activation());
    }

    private void join(int a, int first, int b, int second) {
        sets.join(sets.channel(a, first), sets.channel(b, second));
    }

    private void add(Map<Integer, List<End>> ends, int node, int channel, Layer layer, int index) {
        ends.computeIfAbsent(sets.channel(node, channel), each -> new ArrayList<>()).add(new End(layer, index));
    }

    private void activation(int node, Activation activation) {
        if (!activation.isPositivelyHomogeneous()) {
            obstruct(node, shapes.get(node).size(0), "the activation " + activation + " of "
                    + architecture.nodes().get(node).name() + " is not positively homogeneous");
        }
    }

    private void obstruct(int node, int channels, String obstacle) {
        IntStream.range(0, channels).forEach(k -> obstacles.putIfAbsent(sets.channel(node, k), obstacle));
    }

    private List<Stream> streams() {
        Map<Integer, Stream.Channel> channels = new TreeMap<>();
        Map<Integer, String> reasons = new TreeMap<>();
        for (int i = 0; i < sets.size(); i++) {
            Stream.Channel channel = channels.computeIfAbsent(sets.set(i),
                    each -> new Stream.Channel(new ArrayList<>(), new ArrayList<>()));
            channel.writers().addAll(writers.getOrDefault(i, List.of()));
            channel.readers().addAll(readers.getOrDefault(i, List.of()));
            if (obstacles.containsKey(i)) {
                reasons.putIfAbsent(sets.set(i), obstacles.get(i));
            }
        }
        Map<Kind, List<Stream.Channel>> groups = new LinkedHashMap<>();
        channels.forEach((set, channel) -> {
            if (isNormalized(channel)) {
                Optional<String> obstacle = Optional.ofNullable(reasons.get(set));
                groups.computeIfAbsent(new Kind(layers(channel.writers()), layers(channel.readers()), obstacle),
                        each -> new ArrayList<>()).add(channel);
            }
        });
        return groups.entrySet().stream().map(group -> new Stream(group.getValue(), group.getKey().obstacle()))
                .sorted(Comparator.comparingInt(this::position)).toList();
    }

    /** What the channels of a stream have in common. */
    private record Kind(List<Layer> writers, List<Layer> readers, Optional<String> obstacle) {}

    private static List<Layer> layers(List<End> ends) {
        return ends.stream().map(End::layer).distinct().toList();
    }

    private static boolean isNormalized(Stream.Channel channel) {
        return channel.writers().stream().anyMatch(end -> end.layer().isNormalized())
                || channel.readers().stream().anyMatch(end -> !end.layer().hasLinear());
    }

    private int position(Stream stream) {
        List<End> ends = stream.channels().get(0).writers();
        return ends.isEmpty() ? -1 : network.nodes().indexOf(ends.get(0).layer());
    }
}
