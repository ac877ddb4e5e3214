package bn.experiments.model.pytorch;

import bn.experiments.result.ElementType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a name of Python in a pickle means. Those that are not here are refused. */
final class TorchNames {
    /** Functions and classes that are known by their arguments alone. */
    enum Function {
        ORDERED_DICT, TENSOR, TENSOR_WITH_DTYPE, OLD_TENSOR, PARAMETER, SIZE, UNUSED
    }

    /** The type of a storage, as its class. */
    record StorageType(ElementType type) {}

    /** The type of a tensor's elements. */
    record Dtype(ElementType type) {}

    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            Map.entry("collections.OrderedDict", Function.ORDERED_DICT),
            Map.entry("torch._utils._rebuild_tensor", Function.OLD_TENSOR),
            Map.entry("torch._utils._rebuild_tensor_v2", Function.TENSOR),
            Map.entry("torch._utils._rebuild_tensor_v3", Function.TENSOR_WITH_DTYPE),
            Map.entry("torch._utils._rebuild_parameter", Function.PARAMETER),
            Map.entry("torch.Size", Function.SIZE),
            Map.entry("__builtin__.set", Function.UNUSED),
            Map.entry("builtins.set", Function.UNUSED),
            Map.entry("torch.device", Function.UNUSED),
            Map.entry("_codecs.encode", Function.UNUSED),
            Map.entry("numpy.dtype", Function.UNUSED),
            Map.entry("numpy.core.multiarray.scalar", Function.UNUSED),
            Map.entry("numpy._core.multiarray.scalar", Function.UNUSED));

    private static final Map<String, ElementType> STORAGES = Map.ofEntries(
            Map.entry("DoubleStorage", ElementType.F64), Map.entry("FloatStorage", ElementType.F32),
            Map.entry("HalfStorage", ElementType.F16), Map.entry("BFloat16Storage", ElementType.BF16),
            Map.entry("LongStorage", ElementType.I64), Map.entry("IntStorage", ElementType.I32),
            Map.entry("ShortStorage", ElementType.I16), Map.entry("CharStorage", ElementType.I8),
            Map.entry("ByteStorage", ElementType.U8), Map.entry("BoolStorage", ElementType.BOOL));
    private static final Set<String> UNTYPED = Set.of("torch.storage.UntypedStorage", "torch.storage._UntypedStorage",
            "torch.UntypedStorage");

    private static final Map<String, ElementType> DTYPES = Map.ofEntries(
            Map.entry("torch.float64", ElementType.F64), Map.entry("torch.float32", ElementType.F32),
            Map.entry("torch.float16", ElementType.F16), Map.entry("torch.bfloat16", ElementType.BF16),
            Map.entry("torch.int64", ElementType.I64), Map.entry("torch.int32", ElementType.I32),
            Map.entry("torch.int16", ElementType.I16), Map.entry("torch.int8", ElementType.I8),
            Map.entry("torch.uint32", ElementType.U32), Map.entry("torch.uint16", ElementType.U16),
            Map.entry("torch.uint8", ElementType.U8), Map.entry("torch.bool", ElementType.BOOL));

    private TorchNames() {}

    /** A {@link Function}, {@link StorageType} or {@link Dtype}; empty if the name is not known. */
    static Optional<Object> of(String module, String name) {
        String full = module + "." + name;
        if (FUNCTIONS.containsKey(full)) {
            return Optional.of(FUNCTIONS.get(full));
        }
        if (DTYPES.containsKey(full)) {
            return Optional.of(new Dtype(DTYPES.get(full)));
        }
        if (UNTYPED.contains(full)) {
            return Optional.of(new StorageType(ElementType.U8));
        }
        boolean storage = (module.equals("torch") || module.equals("torch.cuda")) && STORAGES.containsKey(name);
        return storage ? Optional.of(new StorageType(STORAGES.get(name))) : Optional.empty();
    }
}
