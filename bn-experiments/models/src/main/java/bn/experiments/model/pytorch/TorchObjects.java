package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ArrayLayout;
import bn.experiments.model.ModelFile;
import bn.experiments.result.ElementType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors, storages and containers of PyTorch in a pickle. */
final class TorchObjects {
    /** The most axes that PyTorch allows. */
    private static final int MOST_AXES = 64;
    /** A view may have more elements than its storage, by strides of 0; the most that this is believed of without bytes for them. */
    private static final long MOST_REPEATED = 1 << 20;

    private static final int LONGEST_NAME = 80;

    private final ModelFile file;
    private final Map<String, TorchStorage> storages = new LinkedHashMap<>();

    TorchObjects(ModelFile file) {
        this.file = file;
    }

    /** The storages that the pickle has named, by their keys. */
    Map<String, TorchStorage> storages() {
        return storages;
    }

    /** What a name means. */
    Object global(String module, String name) {
        return TorchNames.of(module, name).orElseThrow(() -> {
            String full = (module + "." + name).replaceAll("[^\\x21-\\x7e]", "?");
            return new BnException(file.path() + " asks for '" + full.substring(0, Math.min(full.length(), LONGEST_NAME))
                    + "', which is neither a tensor nor a container; nothing of it was run. A state dict needs no other code: in "
                    + "Python, torch.save(model.state_dict(), FILE)");
        });
    }

    /** The result of calling what a name means. */
    Object call(Object what, Object arguments) {
        if (!(what instanceof TorchNames.Function function) || !(arguments instanceof PickleTuple tuple)) {
            throw file.damaged("its pickle calls something that is no function");
        }
        List<Object> given = tuple.items();
        return switch (function) {
            case ORDERED_DICT -> given.isEmpty() ? new LinkedHashMap<>() : pairs(argument(given, 0, List.class));
            case OLD_TENSOR -> tensor(given, argument(given, 0, TorchStorage.class).type());
            case TENSOR -> tensor(given, argument(given, 0, TorchStorage.class).type());
            case TENSOR_WITH_DTYPE -> tensor(given, argument(given, 6, TorchNames.Dtype.class).type());
            case PARAMETER -> argument(given, 0, TorchTensor.class);
            case SIZE -> argument(given, 0, PickleTuple.class);
            case UNUSED -> PickleConstant.UNUSED;
        };
    }

    /** Checks that an object takes attributes that are not used: the versions of modules of a state dict. */
    void requireState(Object target) {
        if (!(target instanceof Map) && target != PickleConstant.UNUSED) {
            throw file.damaged("its pickle sets attributes of something that has none");
        }
    }

    /** The storage of a persistent id: ('storage', class, key, device, number of elements, and in old files a view or None). */
    TorchStorage storage(Object id) {
        List<Object> parts = id instanceof PickleTuple tuple ? tuple.items() : List.of();
        if (parts.size() < 5 || !"storage".equals(parts.get(0))) {
            throw file.damaged("its pickle refers to something that is no storage");
        }
        if (parts.size() > 5 && parts.get(5) != PickleConstant.NONE) {
            throw new BnException(
                    file.path() + " has views of storages, which versions of PyTorch before 0.4 wrote; load it in PyTorch "
                            + "and save its state dict again: torch.save(model.state_dict(), FILE)");
        }
        ElementType type = argument(parts, 1, TorchNames.StorageType.class).type();
        TorchStorage storage = new TorchStorage(argument(parts, 2, String.class), type, size(parts.get(4)));
        if (storage.elements() > Long.MAX_VALUE / Long.BYTES) {
            throw file.damaged("a storage has " + storage.elements() + " elements");
        }
        TorchStorage same = storages.putIfAbsent(storage.key(), storage);
        if (same != null && !same.equals(storage)) {
            throw file.damaged("storage '" + storage.key() + "' has two sizes or types");
        }
        return storage;
    }

    private TorchTensor tensor(List<Object> given, ElementType type) {
        TorchStorage storage = argument(given, 0, TorchStorage.class);
        List<Long> sizes = sizes(argument(given, 2, PickleTuple.class));
        List<Long> strides = sizes(argument(given, 3, PickleTuple.class));
        if (sizes.size() != strides.size() || sizes.size() > MOST_AXES) {
            throw file.damaged("a tensor has " + sizes.size() + " sizes and " + strides.size() + " strides");
        }
        try {
            ArrayLayout layout = new ArrayLayout(type, sizes.stream().map(Math::toIntExact).toList(), size(given.get(1)),
                    strides);
            if (Math.multiplyExact(layout.reach(), (long) type.bytes()) > storage.bytes()) {
                throw file.damaged("a tensor goes beyond the end of its storage '" + storage.key() + "'");
            }
            if (layout.count() > Math.max(storage.elements(), MOST_REPEATED)) {
                throw new BnException(file.path() + " has a tensor that repeats its numbers " + layout.count()
                        + " times; save a copy of it: tensor.contiguous()");
            }
            return new TorchTensor(storage, layout);
        } catch (ArithmeticException e) {
            throw file.damaged("a tensor has " + sizes + " elements");
        }
    }

    private List<Long> sizes(PickleTuple tuple) {
        return tuple.items().stream().map(this::size).toList();
    }

    private long size(Object number) {
        if (!(number instanceof Long size) || size < 0) {
            throw file.damaged("a size, stride or offset in its pickle is no whole number of at least 0");
        }
        return size;
    }

    private Map<Object, Object> pairs(List<?> list) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object each : list) {
            List<?> pair = each instanceof PickleTuple tuple ? tuple.items() : each instanceof List<?> items ? items : List.of();
            if (pair.size() != 2 || pair.get(0) instanceof Map || pair.get(0) instanceof List) {
                throw file.damaged("an ordered dict is not made of pairs");
            }
            map.put(pair.get(0), pair.get(1));
        }
        return map;
    }

    private <T> T argument(List<Object> given, int number, Class<T> type) {
        if (given.size() <= number || !type.isInstance(given.get(number))) {
            throw file.damaged("its pickle makes a tensor or container of something else");
        }
        return type.cast(given.get(number));
    }
}
