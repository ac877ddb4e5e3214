package bn.experiments.model.safetensors;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ExportedArray;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelRemedy;
import bn.experiments.model.ModelWriter;
import bn.experiments.result.ElementType;
import bn.experiments.result.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * State dicts for PyTorch's {@code load_state_dict}: weight, bias, running_mean and running_var of each module in the network's dtype,
 * and num_batches_tracked in I64. The counts come first, so that all elements are at multiples of their size.
 */
final class StateDictWriter implements ModelWriter {
    private static final Map<String, String> METADATA = Map.of("format", "pt");

    @Override
    public String extension() {
        return "safetensors";
    }

    @Override
    public Written write(OutputStream out, ModelExport network, OptionalInt opset) throws IOException {
        if (opset.isPresent()) {
            throw new InvalidRequestException(
                    "a state dict has no operators, so no version of them; leave it out, or write ONNX", ModelRemedy.OPSET);
        }
        ElementType type = network.dtype() == DType.FLOAT64 ? ElementType.F64 : ElementType.F32;
        List<SafetensorsWriter.Array> counts = new ArrayList<>();
        List<SafetensorsWriter.Array> arrays = new ArrayList<>();
        int unknown = 0;
        for (int i = 0; i < network.architecture().nodes().size(); i++) {
            NodeSpec node = network.architecture().nodes().get(i);
            for (ExportedArray array : network.arrays(i)) {
                arrays.add(new SafetensorsWriter.Array(array.name(), type, array.shape(), array::values));
            }
            if (node.operation() instanceof Operation.Layer layer && layer.normalized()) {
                double count = network.batches(i).orElse(0);
                unknown += network.batches(i).isPresent() ? 0 : 1;
                counts.add(new SafetensorsWriter.Array(node.name() + ".num_batches_tracked", ElementType.I64, List.of(),
                        () -> new double[] {count}));
            }
        }
        counts.addAll(arrays);
        SafetensorsWriter.write(out, counts, METADATA);
        List<String> notes = new ArrayList<>(network.notes());
        if (unknown > 0) {
            notes.add("how many batches the running statistics of " + unknown + " batch normalizations have seen is not known; "
                    + "num_batches_tracked is 0, which PyTorch uses only with momentum=None");
        }
        return new Written(OptionalInt.empty(), notes);
    }
}
