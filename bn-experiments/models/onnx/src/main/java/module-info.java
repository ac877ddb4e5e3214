/** Networks in the format ONNX (https://onnx.ai), read and written by the protobuf classes of Tribuo. */
module bn.experiments.models.onnx {
    requires bn.experiments.models;
    requires com.google.protobuf;
    requires org.tribuo.util.onnx;

    provides bn.experiments.model.ModelFormat with
            bn.experiments.model.onnx.OnnxFormat;
}
