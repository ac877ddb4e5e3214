package bn.experiments.study.conv;

import bn.experiments.report.NumberText;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was done, and what the results mean. */
final class ConvText {
    /** Why nothing was measured. */
    static final String NOTHING = "no network was trained, because the examples are no images, or the backends have no convolutions";

    private final Results results;
    private final Protocol protocol;

    ConvText(Results results, Protocol protocol) {
        this.results = results;
        this.protocol = protocol;
    }

    /** Whether any network was trained. */
    boolean measured() {
        return !results.quantity("balance").isEmpty();
    }

    /** What was done, one paragraph each. */
    List<String> protocol() {
        if (!measured()) {
            return List.of("This experiment needs images and convolutions: " + NOTHING + ".");
        }
        List<String> text = new ArrayList<>(List.of(
                "Networks: " + String.join(", ", results.levels("network"))
                        + " (-b: shortcuts of 1 × 1 convolutions). Each is trained from each seed, in float32 and in float64, on each "
                        + "backend: " + ConvTrial.steps(protocol) + " steps of SGD (learning rate "
                        + NumberText.of(ConvTrial.SGD.learningRate()) + ", momentum " + NumberText.of(ConvTrial.SGD.momentum())
                        + ") on batches of " + ConvTrial.BATCH + " images that the seed draws (fewer if the images are large)"
                        + (protocol.data().poolable() ? ", averaged over 2 × 2 pixels if the network takes that" : "")
                        + ", ε " + NumberText.of(ConvTrial.EPS)
                        + ", larger than usual, so that it shows. All steps are measured, and all layers with batch norm.",
                "T1 to T3: the host computes s, λ and (γ/s)(g + λ Sv) of each channel in float64, from the patches that its weights "
                        + "multiply (T12), the weights, and the gradient with respect to the outputs of batch norm. They are compared with "
                        + "what the backend computes: the variance of the outputs of batch norm, the gradient with respect to the weights, "
                        + "and −(∂L/∂γ)/γ. For T1 the kernel normalizes the pre-activations a second time, because the network does not "
                        + "keep these outputs.",
                "T13: the sums over all that writes a channel, and over all that reads it, from the parameters and the gradients of the "
                        + "backward pass of training itself. Layers of LeNet have streams too: one writes and one reads."));
        String out = results.quantity("steps").observations().stream().filter(each -> each.value() == 0).map(ConvText::where)
                .distinct().collect(Collectors.joining(", "));
        if (!out.isEmpty()) {
            text.add("Left out, because the network does not take images of this size or the backend has no convolutions: " + out
                    + ".");
        }
        return text;
    }

    private static String where(Observation each) {
        return each.factors().get("network") + " on " + each.factors().get(Trial.BACKEND);
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
        double steps = results.quantity("steps").observations().stream().mapToDouble(Observation::value).sum();
        return List.of(
                "All four are algebra, for any loss and at any weights, so what is left is the rounding of the kernels. Largest "
                        + "errors in " + NumberText.of(steps) + " steps: "
                        + results.levels("dtype").stream().map(this::largest).collect(Collectors.joining("; ")) + ".",
                "So a channel of a convolution has a rate that can be read off any backward pass, as a unit of a fully connected layer has. In "
                        + "a residual network the rates of the layers that write the same channels are not free: with their shifts they add up to "
                        + "what the readers let through.");
    }

    private String largest(String dtype) {
        Results those = results.where("dtype", dtype);
        return dtype + ": T1 " + largest(those, "constraint") + ", T2 " + largest(those, "gradient") + ", T3 "
                + largest(those, "rate") + ", T13 " + largest(those, "balance");
    }

    private static String largest(Results those, String quantity) {
        return NumberText.of(those.largest(quantity).largest());
    }
}
