package bn.api.kernel;

import bn.api.InvalidRequestException;

/**
 * One step of stochastic gradient descent with momentum and weight decay, as PyTorch defines it:
 * velocity = momentum velocity + gradient + weightDecay parameter; parameter = parameter - learningRate velocity.
 *
 * @param learningRate at least 0
 * @param momentum from 0 to less than 1
 * @param weightDecay coefficient of the gradient of the L2 penalty, at least 0
 */
public record Sgd(double learningRate, double momentum, double weightDecay) {

    /** Checks the ranges. */
    public Sgd {
        if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
            throw new InvalidRequestException("the learning rate is a number of at least 0, got " + learningRate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new InvalidRequestException("the momentum is from 0 to less than 1, got " + momentum);
        }
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new InvalidRequestException("the weight decay is a number of at least 0, got " + weightDecay);
        }
    }
}
