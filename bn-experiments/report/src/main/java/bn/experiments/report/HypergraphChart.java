package bn.experiments.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A directed hypergraph whose vertices are in order: each vertex is a row, each edge a vertical line with a filled mark at every
 * source and a ring at every target (the form of Valdivia et al. 2019).
 *
 * @param title what the chart shows, in a sentence
 * @param vertexLabel what the vertices are
 * @param edgeLabel what the edges are
 * @param vertices the names of the vertices, from top to bottom
 * @param edges the edges
 * @param key what the marks mean
 */
public record HypergraphChart(String title, String vertexLabel, String edgeLabel, List<String> vertices, List<Edge> edges,
        Key key) implements Chart {

    /**
     * An edge. A vertex can be source and target of it.
     *
     * @param name a short name, such as a number
     * @param sources positions of its sources among the vertices, from 0
     * @param targets positions of its targets
     * @param dashed why it is drawn dashed; blank if it is not
     * @param tip its tooltip
     */
    public record Edge(String name, List<Integer> sources, List<Integer> targets, String dashed, String tip) {

        /** @throws IllegalArgumentException if it has neither sources nor targets */
        public Edge {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(dashed, "dashed");
            Objects.requireNonNull(tip, "tip");
            sources = List.copyOf(sources);
            targets = List.copyOf(targets);
            if (sources.isEmpty() && targets.isEmpty()) {
                throw new IllegalArgumentException("edge '" + name + "' has neither sources nor targets");
            }
        }

        /** Whether it is drawn dashed. */
        public boolean isDashed() {
            return !dashed.isBlank();
        }

        /** The position of its uppermost vertex. */
        public int first() {
            return vertices().min().orElseThrow();
        }

        /** The position of its lowest vertex. */
        public int last() {
            return vertices().max().orElseThrow();
        }

        private IntStream vertices() {
            return Stream.concat(sources.stream(), targets.stream()).mapToInt(Integer::intValue);
        }
    }

    /**
     * The entries of the legend.
     *
     * @param source what a filled mark means
     * @param target what a ring means
     * @param dashed what a dashed line means
     */
    public record Key(String source, String target, String dashed) {

        public Key {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(dashed, "dashed");
        }
    }

    /** @throws IllegalArgumentException if vertices repeat, or an edge has a vertex that is not there */
    public HypergraphChart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(vertexLabel, "vertexLabel");
        Objects.requireNonNull(edgeLabel, "edgeLabel");
        Objects.requireNonNull(key, "key");
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
        if (vertices.stream().distinct().count() != vertices.size()) {
            throw new IllegalArgumentException("chart '" + title + "': vertices repeat in " + vertices);
        }
        for (Edge edge : edges) {
            if (edge.first() < 0 || edge.last() >= vertices.size()) {
                throw new IllegalArgumentException("edge '" + edge.name() + "': vertices from " + edge.first() + " to "
                        + edge.last() + ", but there are " + vertices.size());
            }
        }
    }

    @Override
    public String horizontalLabel() {
        return edgeLabel;
    }

    @Override
    public String verticalLabel() {
        return vertexLabel;
    }

    /** One row for each edge. */
    @Override
    public Table table() {
        List<String> headers = new ArrayList<>(List.of(edgeLabel, key.source(), key.target()));
        boolean anyDashed = edges.stream().anyMatch(Edge::isDashed);
        if (anyDashed) {
            headers.add(key.dashed());
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Edge edge : edges) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(edge.name()), names(edge.sources()), names(edge.targets())));
            if (anyDashed) {
                row.add(Cell.text(edge.dashed()));
            }
            rows.add(row);
        }
        return new Table(title, headers, rows);
    }

    private Cell names(List<Integer> positions) {
        return Cell.text(positions.stream().map(vertices::get).collect(Collectors.joining(", ")));
    }
}
