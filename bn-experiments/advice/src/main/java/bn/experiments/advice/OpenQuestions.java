package bn.experiments.advice;

import bn.experiments.run.RunSettings;
import bn.experiments.stream.ScaleGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is not known about a network, and what would have to be measured. */
record OpenQuestions(AdvisedNetwork network, ScaleGroups groups, Optional<RunSettings> training) {

    Statement statement() {
        List<String> open = new ArrayList<>();
        List<String> layers = List.copyOf(groups.open().keySet());
        if (!layers.isEmpty()) {
            open.add("In " + Words.names(layers)
                    + " it is not known whether gamma and beta only scale what a later batch norm normalizes, because "
                    + groups.open().get(layers.get(0)) + ".");
        }
        if (training.isEmpty()) {
            open.add(
                    "How it is trained is not known: optimizer, learning rate and weight decay decide the angles and the rates at rest.");
        } else if (training.get().steps() == 0) {
            open.add("The length of the run is not known, so it is not known whether it gets to equilibrium.");
        }
        open.add("Whether another weight decay gives a better test loss is not computed here; train with both.");
        return new Statement("What is not known?", String.join(" ", open), "");
    }
}
