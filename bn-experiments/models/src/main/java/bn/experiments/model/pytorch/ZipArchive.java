package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ByteSource;
import bn.experiments.model.ModelFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form of {@code torch.save} since PyTorch 1.6: a zip file with a pickle, {@code data.pkl}, and an entry for each storage. */
final class ZipArchive {
    private static final String PICKLE = "data.pkl";

    private ZipArchive() {}

    /** Whether a zip file has these entries. */
    static boolean is(Set<String> entries) {
        return entries.stream().anyMatch(ZipArchive::isPickle);
    }

    private static boolean isPickle(String name) {
        return name.equals(PICKLE) || name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1;
    }

    static TorchArchive read(ModelFile file) {
        Map<String, ZipEntry> entries = new ZipDirectory(file).entries();
        List<String> pickles = entries.keySet().stream().filter(ZipArchive::isPickle).toList();
        if (pickles.size() != 1) {
            throw file.damaged("it has " + pickles.size() + " pickles " + PICKLE + ", not 1");
        }
        String folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
        if (entries.keySet().stream()
                .anyMatch(name -> name.equals(folder + "constants.pkl") || name.startsWith(folder + "code/"))) {
            throw new BnException(
                    file.path() + " is a program with its weights (TorchScript), and programs are not run here; save the state "
                            + "dict in Python: torch.save(torch.jit.load(FILE).state_dict(), OTHER)");
        }
        if (entries.containsKey(folder + "byteorder") && !"little".equals(text(entries.get(folder + "byteorder")))) {
            throw new BnException(
                    file.path() + " has its numbers in another byte order than little-endian; save it again on another "
                            + "machine");
        }
        TorchObjects objects = new TorchObjects(file);
        Object root = PickleReader.read(file, all(entries.get(pickles.get(0))), objects);
        Map<String, ByteSource> sources = new LinkedHashMap<>();
        objects.storages().forEach((key, storage) -> {
            ZipEntry entry = entries.get(folder + "data/" + key);
            if (entry == null || entry.size() != storage.bytes()) {
                throw file.damaged("storage '" + key + "' has " + (entry == null ? "no entry" : entry.size() + " bytes")
                        + ", and its tensors were made of " + storage.bytes() + " bytes");
            }
            sources.put(key, entry.bytes());
        });
        return new TorchArchive(root, sources);
    }

    private static ByteBuffer all(ZipEntry entry) {
        if (entry.size() > ByteSource.MOST) {
            throw new BnException(
                    entry.file().path() + " has a pickle of " + entry.size() + " bytes, and at most " + ByteSource.MOST
                            + " are read; save the state dict alone: torch.save(model.state_dict(), FILE)");
        }
        return entry.bytes().bytes(0, (int) entry.size());
    }

    private static String text(ZipEntry entry) {
        return StandardCharsets.UTF_8.decode(all(entry)).toString().strip();
    }
}
