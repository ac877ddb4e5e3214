package bn.experiments.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A batch normalization that was found in a file.
 *
 * @param name as the file has it, such as {@code layer1.0.bn1}
 * @param channels number of channels
 * @param eps added to the variance; empty if the file does not say, as a state dict
 * @param gamma the scale; empty if it has none
 * @param beta the shift; empty if it has none
 * @param mean running mean; empty if there is none
 * @param variance running variance; empty if there is none
 * @param batches how many batches the running statistics have seen, if the file says
 * @param linear the linear map before it, if it is known
 * @param obstacle why gamma is not the scale that was trained, if it is not; then it has no rates
 */
public record BatchNormLayer(String name, int channels, OptionalDouble eps, Optional<double[]> gamma, Optional<double[]> beta,
        Optional<double[]> mean, Optional<double[]> variance, OptionalLong batches, Optional<LinearMap> linear,
        Optional<String> obstacle) {}
