package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import bn.api.BnException;
import bn.experiments.model.ModelFile;
import bn.experiments.result.MaxHeap;
import bn.experiments.result.Reason;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** Reads the protobuf message of a file. Its arrays keep the bytes that were read; nothing has a second copy. */
final class ModelParser {
    /** A protobuf message is smaller than 2 GiB. */
    private static final long LARGEST = Integer.MAX_VALUE;
    private static final int DEEPEST = 64;

    private ModelParser() {}

    /**
     * Reads a file.
     *
     * @throws BnException if it is too large, cannot be read, or is no model
     */
    static ModelProto parse(ModelFile file) {
        if (file.size() > LARGEST) {
            throw new BnException(file.path() + " has " + file.size()
                    + " bytes, and a protobuf message, which an ONNX file is, has "
                    + "less than 2 GiB; write it with external data, for example onnx.save(..., save_as_external_data=True)");
        }
        MaxHeap.require(file.path().toString(), (double) file.size(),
                "write it with external data, whose arrays are read one by one");
        ModelProto model;
        try (InputStream in = Files.newInputStream(file.path())) {
            CodedInputStream message = CodedInputStream.newInstance(in);
            message.setSizeLimit((int) LARGEST);
            message.setRecursionLimit(DEEPEST);
            model = ModelProto.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw file.damaged("it is no protobuf message ModelProto (" + firstSentence(e.getMessage()) + ")");
        } catch (IOException e) {
            throw new BnException("cannot read " + file.path() + ": " + Reason.of(e), e);
        }
        if (!model.hasGraph()) {
            throw file.damaged("it has no graph");
        }
        return model;
    }

    private static String firstSentence(String message) {
        return message.lines().findFirst().orElse("").replaceAll("\\.(\\s.*)?$", "");
    }
}
