package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.experiments.fold.FoldedRates;
import bn.experiments.model.ModelReader;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.WarmStart;
import bn.experiments.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that let a training run start from a checkpoint. */
public final class WarmStartOptions {
    @Option(names = "--init", paramLabel = "FILE",
            description = "Start from this network: a checkpoint, for example one that bn fold has written, or a file of another tool (bn "
                    + "inspect); a state dict needs --arch. Architecture, dtype and normalization with its conventions are the "
                    + "network's, the optimizer begins anew.")
    private Path init;

    @Option(names = "--rates", paramLabel = "from-init|none", defaultValue = "none",
            description = "from-init: add the penalty (lambda/2) v.Sv of each hidden unit with the rates in the checkpoint "
                    + "(T11); default ${DEFAULT-VALUE}.")
    private String rates;

    @Option(names = "--through",
            description = "With --rates from-init: the penalty also sends a gradient to the layers below, through S, as batch norm does "
                    + "(T14). Without it S is a constant of each step.")
    private boolean through;

    /** Whether the network to start from is in a file of another tool. */
    public boolean isOfAnotherTool(ModelReader reader) {
        return init != null && reader.isOfAnotherTool(init);
    }

    /**
     * Reads the network to start from, if one was given.
     *
     * @param request makes the request for a file of another tool
     */
    public Optional<WarmStart> read(ModelReader reader, Function<Path, ModelRequest> request, Console console) {
        boolean wanted = rates.equals("from-init");
        if (!wanted && !rates.equals("none")) {
            throw new InvalidRequestException("--rates is from-init or none, got '" + rates + "'");
        }
        if (through && !wanted) {
            throw new InvalidRequestException(
                    "--through has no effect without a penalty; add --rates from-init, or leave it out");
        }
        if (init == null) {
            if (wanted) {
                throw new InvalidRequestException("--rates from-init needs a checkpoint: --init FILE");
            }
            return Optional.empty();
        }
        Checkpoint checkpoint = isOfAnotherTool(reader) ? request.apply(init).read(console) : Checkpoint.readNetwork(init);
        return Optional.of(new WarmStart(checkpoint, wanted, through));
    }

    /**
     * Notes what the options change, and for each layer the rates of its penalty and the weight decay that is as strong at the
     * start.
     */
    public static void report(WarmStart start, TrainingPlan plan, Console console) {
        start.checkpoint().notes().forEach(note -> console.note("Note: " + note));
        List<String> changes = start.changes(plan);
        if (!changes.isEmpty()) {
            console.note("Note: other than in " + start.checkpoint().file() + " by the options: " + String.join("; ", changes));
        }
        if (!start.rates()) {
            return;
        }
        FoldedRates rates = FoldedRates.in(start.checkpoint().architecture(), start.checkpoint().arrays()).orElseThrow();
        for (int i = 0; i < rates.lambda().size(); i++) {
            var lambda = Arrays.stream(rates.lambda().get(i)).summaryStatistics();
            console.note(String.format(Locale.ROOT, "Penalty of layer %s: lambda mean %.2e (%.2e to %.2e); at the start it "
                    + "pulls like weight decay alpha, mean %.2e", start.checkpoint().architecture().label(rates.layers().get(i)),
                    lambda.getAverage(), lambda.getMin(), lambda.getMax(),
                    Arrays.stream(rates.alpha().get(i)).average().orElse(0)));
        }
    }
}
