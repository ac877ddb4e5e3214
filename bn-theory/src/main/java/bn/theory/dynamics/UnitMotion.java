package bn.theory.dynamics;

/**
 * How the weights w of a unit moved: means over steps of what T10 of docs/theory.md relates. The gradient is that of the loss alone,
 * without weight decay and momentum. A step goes from w to w', so its angle and its length include both. All means are over the
 * same steps, with w as it is before the step.
 *
 * @param squaredNorm mean of |w|^2
 * @param fourthPower mean of |w|^4
 * @param inverseSquare mean of 1 / |w|^2, to which the effective learning rate is proportional
 * @param squaredGradient mean of |dL/dw|^2
 * @param unitGradient G, the mean of |w|^2 |dL/dw|^2
 * @param squaredStep mean of |w' - w|^2
 * @param squaredAngle mean of the squared angle between w and w', in squared radians; the angle at w = 0 counts as 0
 */
public record UnitMotion(double squaredNorm, double fourthPower, double inverseSquare, double squaredGradient,
        double unitGradient,
        double squaredStep, double squaredAngle) {}
