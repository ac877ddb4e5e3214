package bn.api.kernel;

import bn.api.InvalidRequestException;

/**
 * Steps of Adam (Kingma and Ba 2015), or of AdamW (Loshchilov and Hutter 2019) where the weight decay is decoupled, as PyTorch
 * defines them. With the gradient g of step t, counted from 1:
 *
 * <pre>
 * decoupled:      parameter = parameter (1 - learningRate weightDecay)
 * not decoupled:  g = g + weightDecay parameter
 * mean     = beta1 mean + (1 - beta1) g
 * variance = beta2 variance + (1 - beta2) g^2
 * parameter = parameter - learningRate (mean / (1 - beta1^t)) / (sqrt(variance / (1 - beta2^t)) + eps)
 * </pre>
 *
 * @param learningRate at least 0
 * @param beta1 decay of the mean, from 0 to less than 1
 * @param beta2 decay of the variance (of the second moment, about 0), from 0 to less than 1
 * @param eps more than 0
 * @param weightDecay at least 0
 * @param decoupled whether the decay is that of AdamW
 */
public record Adam(double learningRate, double beta1, double beta2, double eps, double weightDecay, boolean decoupled) {

    /** Checks the ranges. */
    public Adam {
        if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
            throw new InvalidRequestException("the learning rate is a number of at least 0, got " + learningRate);
        }
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
            throw new InvalidRequestException("the betas of Adam are from 0 to less than 1, got " + beta1 + " and " + beta2);
        }
        if (!(eps > 0) || Double.isInfinite(eps)) {
            throw new InvalidRequestException("the eps of Adam is a number above 0, got " + eps);
        }
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new InvalidRequestException("the weight decay is a number of at least 0, got " + weightDecay);
        }
    }
}
