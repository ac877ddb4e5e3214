package bn.experiments.stream;

import bn.api.norm.Parameter;
import bn.experiments.network.Layer;

/** The gradients of one loss that the balance of a stream is made of; no weight decay is in them. */
public interface StreamGradients {

    /** Gradient with respect to a parameter, row-major. */
    double[] gradient(Parameter parameter);

    /** Biased variance that a layer's normalization divides by, one number a unit, without eps. */
    double[] variance(Layer layer);
}
