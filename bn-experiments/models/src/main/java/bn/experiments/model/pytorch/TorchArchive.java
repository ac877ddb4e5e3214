package bn.experiments.model.pytorch;

import bn.experiments.model.ByteSource;
import java.util.Map;

/**
 * What a file of {@code torch.save} holds.
 *
 * @param root the object that was saved: a {@link Map}, {@link java.util.List}, {@link TorchTensor}, ...
 * @param storages the bytes of the storages by their keys, as many as the pickle says
 */
record TorchArchive(Object root, Map<String, ByteSource> storages) {}
