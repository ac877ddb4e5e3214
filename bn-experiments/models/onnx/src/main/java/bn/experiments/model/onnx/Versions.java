package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Optional;

/** Which versions of the format and of its operators are known here. */
final class Versions {
    /** Add and other operators of earlier versions broadcast in another way. */
    static final long OLDEST_OPERATORS = 7;
    /** Those of ONNX 1.20. */
    static final long NEWEST_OPERATORS = 25;
    static final long NEWEST_FORMAT = 13;

    private Versions() {}

    /** The version of ONNX's own operators; 1 if the file does not say. */
    static long operators(ModelProto model) {
        return model.getOpsetImportList().stream().filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(set -> set.getVersion()).max().orElse(1);
    }

    /** A note if the file is newer than what is known here. */
    static Optional<String> tooNew(ModelProto model) {
        if (model.getIrVersion() > NEWEST_FORMAT || operators(model) > NEWEST_OPERATORS) {
            return Optional.of("it is written in version " + model.getIrVersion() + " of the format with version "
                    + operators(model) + " of the operators; the newest known here are " + NEWEST_FORMAT + " and "
                    + NEWEST_OPERATORS + ", so something may be read wrongly");
        }
        return Optional.empty();
    }
}
