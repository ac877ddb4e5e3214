package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ArrayLayout;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.StateDict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * State dicts in files of {@code torch.save}, new and old. Arrays are mapped when their values are asked for; the CRC-32 of a zip entry
 * is compared then. Files of the old form have no checksums.
 */
public final class PytorchFormat implements ModelFormat {
    /** The first entries of the tar files that the first versions wrote. */
    private static final Set<String> TAR_ENTRIES = Set.of("sys_info", "pickle", "storages", "tensors");
    private static final int TAR_NAME = 100;
    private static final int TAR_MAGIC = 257;

    /** For {@link java.util.ServiceLoader}. */
    public PytorchFormat() {}

    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public String description() {
        return "state dicts in files of torch.save";
    }

    @Override
    public boolean recognises(ModelFile file) {
        return ZipArchive.is(file.entries()) || isPickle(file) || isTar(file);
    }

    private static boolean isPickle(ModelFile file) {
        return file.head().length > 1 && file.head()[0] == (byte) 0x80 && file.head()[1] >= 2 && file.head()[1] <= 5;
    }

    private static boolean isTar(ModelFile file) {
        return file.head().length > TAR_MAGIC + 5 && text(file, TAR_MAGIC, 5).equals("ustar")
                && TAR_ENTRIES.contains(text(file, 0, TAR_NAME).replaceAll("\0.*", ""));
    }

    private static String text(ModelFile file, int from, int length) {
        return new String(file.head(), from, length, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Model read(ModelFile file) {
        if (isTar(file)) {
            throw new BnException(
                    file.path() + " is a tar file as PyTorch 0.1 wrote; load it in PyTorch and save its state dict again: "
                            + "torch.save(model.state_dict(), FILE)");
        }
        if (isPickle(file) && !LegacyArchive.is(file)) {
            throw new BnException(
                    file.path() + " is a pickle, but not one that torch.save wrote; save the state dict in PyTorch: "
                            + "torch.save(model.state_dict(), FILE)");
        }
        TorchArchive archive = file.startsWith('P', 'K') ? ZipArchive.read(file) : LegacyArchive.read(file);
        List<String> notes = new ArrayList<>();
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        new StateDictFinder(file, notes).find(archive.root()).forEach((name, tensor) -> {
            ArrayLayout layout = tensor.layout();
            arrays.put(name,
                    layout.array(file.path() + ": array '" + name + "'", archive.storages().get(tensor.storage().key())));
        });
        StateDict dict = StateDict.of(arrays, file.path().toString());
        notes.addAll(dict.notes());
        return new Model(file, name(), dict.arrays(), dict.layers(), dict.otherNormalizations(), Optional.empty(),
                Optional.of(StateDict.NO_GRAPH), notes);
    }
}
