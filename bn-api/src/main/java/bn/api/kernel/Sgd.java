package bn.api.kernel;

import bn.api.InvalidRequestException;

/**
 * One step of stochastic gradient descent with momentum and weight decay, as PyTorch defines it:
 *
 * <pre>
 * g = gradient + weightDecay parameter
 * velocity = momentum velocity + g
 * parameter = parameter - learningRate velocity                  without Nesterov
 * parameter = parameter - learningRate (g + momentum velocity)   with Nesterov
 * </pre>
 *
 * @param learningRate at least 0
 * @param momentum from 0 to less than 1
 * @param weightDecay coefficient of the gradient of the L2 penalty, at least 0
 * @param nesterov whether the momentum is Nesterov's; it needs a momentum above 0
 */
public record Sgd(double learningRate, double momentum, double weightDecay, boolean nesterov) {

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
        if (nesterov && momentum == 0) {
            throw new InvalidRequestException("Nesterov's momentum needs a momentum above 0");
        }
    }

    /** Without Nesterov. */
    public Sgd(double learningRate, double momentum, double weightDecay) {
        this(learningRate, momentum, weightDecay, false);
    }
}
