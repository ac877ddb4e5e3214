/** Networks in the format ONNX (https://onnx.ai), read by the protobuf classes of Tribuo. */
package bn.experiments.model.onnx;
