package bn.experiments.study.choice;

import java.util.Locale;

/** A family of penalties with one hyperparameter. */
enum PenaltyFamily {
    /** BN's rates at a gamma that all classes share: each class has its own. */
    TUNED("tuned (γ)") {
        @Override
        double best(LinearFits fit, HeldOut by) {
            return Math.max(0, by.bestScale(fit.tuned(1)));
        }

        @Override
        LinearPredictor at(LinearFits fit, double hyperparameter) {
            return fit.tuned(hyperparameter);
        }
    },
    /** A data-weighted penalty of one rate for all classes, as the factor 1 / (1 + lambda) that it leaves of least squares. */
    WEIGHTED("data-weighted (λ)") {
        @Override
        double best(LinearFits fit, HeldOut by) {
            return Math.max(0, by.bestScale(fit.weighted(1)));
        }

        @Override
        LinearPredictor at(LinearFits fit, double hyperparameter) {
            return fit.weighted(hyperparameter);
        }
    },
    /** A plain ridge of one rate for all classes. */
    RIDGE("ridge (a)") {
        @Override
        double best(LinearFits fit, HeldOut by) {
            return fit.bestRidge(rate -> by.loss(fit.ridge(rate)));
        }

        @Override
        LinearPredictor at(LinearFits fit, double hyperparameter) {
            return fit.ridge(hyperparameter);
        }
    };

    private final String label;

    PenaltyFamily(String label) {
        this.label = label;
    }

    /**
     * The hyperparameter with the least loss on held-out examples. For the first two families it is exact, as the loss is a quadratic
     * function of it; 0 (an infinite rate) if predicting the mean is best.
     */
    abstract double best(LinearFits fit, HeldOut by);

    /** The prediction at a hyperparameter. */
    abstract LinearPredictor at(LinearFits fit, double hyperparameter);

    /** What it is called, with its hyperparameter. */
    String label() {
        return label;
    }

    /** Its level among the observations. */
    String level() {
        return name().toLowerCase(Locale.ROOT);
    }
}
