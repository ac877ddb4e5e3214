package bn.experiments.model.safetensors;

import bn.experiments.model.ArrayLayout;
import bn.experiments.model.MappedBytes;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelWriter;
import bn.experiments.model.StateDict;
import bn.experiments.model.checkpoint.CheckpointFormat;
import bn.experiments.result.Safetensors;
import bn.experiments.result.SafetensorsHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * State dicts in files of safetensors. Arrays are mapped when their values are asked for. If the file has a checksum, as those that are
 * written here, it is compared first.
 */
public final class SafetensorsFormat implements ModelFormat {

    /** For {@link java.util.ServiceLoader}. */
    public SafetensorsFormat() {}

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public String description() {
        return "state dicts in files of safetensors";
    }

    @Override
    public boolean recognises(ModelFile file) {
        return file.isSafetensors() && !CheckpointFormat.isCheckpoint(file);
    }

    @Override
    public Optional<ModelWriter> writer() {
        return Optional.of(new StateDictWriter());
    }

    @Override
    public Model read(ModelFile file) {
        Safetensors.Index index = Safetensors.index(file.path());
        if (index.hasChecksum()) {
            Safetensors.read(file.path(), name -> false);
        }
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : index.header().entries()) {
            MappedBytes bytes = new MappedBytes(file.path(), index.start() + entry.from(), entry.to() - entry.from());
            arrays.put(entry.name(), ArrayLayout.rowMajor(entry.type(), entry.shape())
                    .array(file.path() + ": array '" + entry.name() + "'", bytes));
        }
        StateDict dict = StateDict.of(arrays, file.path().toString());
        return new Model(file, name(), dict.arrays(), dict.layers(), dict.otherNormalizations(), Optional.empty(),
                Optional.of(StateDict.NO_GRAPH), dict.notes());
    }
}
