package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.model.Model;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of {@code bn inspect} as text. */
public final class ModelText {
    private static final String UNKNOWN = "-";

    private ModelText() {}

    /**
     * Prints the layers, then what the file holds apart from them.
     *
     * @param dead the bound of |gamma| for the listing
     */
    public static void print(Model model, ModelListing listing, double dead, Console console) {
        if (!listing.layers().isEmpty()) {
            console.print(parameters(listing).toString());
            console.print(statistics(listing).toString());
        }
        console.print(model.file().path() + " (" + listing.format() + "): " + found(listing, dead));
        listing.layers().stream().filter(layer -> layer.obstacle() != null)
                .forEach(layer -> console.print("no rates of " + name(layer) + ": " + layer.obstacle()));
        if (!listing.otherNormalizations().isEmpty()) {
            console.print("other normalizations: "
                    + listing.otherNormalizations().entrySet().stream().sorted(Map.Entry.comparingByKey())
                            .map(each -> each.getValue() + " x " + each.getKey()).collect(Collectors.joining(", ")));
        }
        model.graph()
                .ifPresent(graph -> console.print(String.format(Locale.ROOT,
                        "graph: %,d nodes, %,d parameters, %,d multiply-adds an "
                                + "example of %s",
                        graph.nodes().size(), graph.parameters(), graph.multiplyAdds(), graph.input())));
        model.noGraph().ifPresent(reason -> console.print("no graph: " + reason));
        listing.notes().forEach(note -> console.print("note: " + note));
    }

    private static String found(ModelListing listing, double dead) {
        if (listing.layers().isEmpty()) {
            return "no batch normalization found";
        }
        int channels = listing.layers().stream().mapToInt(ModelListing.Layer::channels).sum();
        long small = listing.layers().stream().filter(layer -> layer.gamma() != null).mapToLong(layer -> layer.gamma().dead())
                .sum();
        return String.format(Locale.ROOT, "%,d batch normalization%s, %,d channels, %,d of them dead (|gamma| < %s)",
                listing.layers().size(), listing.layers().size() == 1 ? "" : "s", channels, small, dead);
    }

    private static TextTable parameters(ModelListing listing) {
        TextTable table = new TextTable("layer", "channels", "eps", "gamma mean", "least", "largest", "negative", "dead",
                "beta mean",
                "least", "largest", "negative");
        listing.layers().forEach(layer -> {
            Optional<ModelListing.Gamma> gamma = Optional.ofNullable(layer.gamma());
            Optional<ModelListing.Beta> beta = Optional.ofNullable(layer.beta());
            table.row(name(layer), String.valueOf(layer.channels()), cell(Optional.ofNullable(layer.eps()), ModelText::number),
                    cell(gamma, each -> number(each.mean())), cell(gamma, each -> number(each.min())),
                    cell(gamma, each -> number(each.max())), cell(gamma, each -> String.valueOf(each.negative())),
                    cell(gamma, each -> String.valueOf(each.dead())), cell(beta, each -> number(each.mean())),
                    cell(beta, each -> number(each.min())), cell(beta, each -> number(each.max())),
                    cell(beta, each -> String.valueOf(each.negative())));
        });
        return table;
    }

    private static TextTable statistics(ModelListing listing) {
        TextTable table = new TextTable("layer", "running variance least", "largest", "zeros", "batches", "linear map before it",
                "kind", "weights");
        listing.layers().forEach(layer -> {
            Optional<ModelListing.Variance> variance = Optional.ofNullable(layer.runningVariance());
            Optional<ModelListing.Linear> linear = Optional.ofNullable(layer.linear());
            table.row(name(layer), cell(variance, each -> number(each.min())), cell(variance, each -> number(each.max())),
                    cell(variance, each -> String.valueOf(each.zeros())),
                    cell(Optional.ofNullable(layer.batches()), String::valueOf), cell(linear, ModelListing.Linear::name),
                    cell(linear, ModelListing.Linear::kind), cell(linear, each -> each.weights().stream().map(String::valueOf)
                            .collect(Collectors.joining("x"))));
        });
        return table;
    }

    /** A state dict of a single module has no names of modules. */
    private static String name(ModelListing.Layer layer) {
        return layer.name().isEmpty() ? "(the module itself)" : layer.name();
    }

    private static <T> String cell(Optional<T> value, Function<T, String> text) {
        return value.map(text).orElse(UNKNOWN);
    }

    /** With four significant digits. */
    private static String number(double value) {
        return value == 0 || !Double.isFinite(value) ? String.valueOf(value).replaceFirst("\\.0$", "")
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
