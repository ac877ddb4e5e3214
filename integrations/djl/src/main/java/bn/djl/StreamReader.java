package bn.djl;

import bn.monitor.Reading;
import bn.monitor.StreamDescription;
import bn.theory.network.RateBalance;
import java.util.List;

/**
 * Balances the rates of a normalization with what the linear map after it reads (T8 of docs/theory.md).
 *
 * @param writer name of the normalization
 * @param consumer the linear map that reads its channels
 */
record StreamReader(String writer, NamedBlock consumer) {

    StreamDescription description() {
        return new StreamDescription(writer, List.of(writer), List.of(consumer.name()));
    }

    /** The balance at one step, with the reading of the normalization there. */
    RateBalance read(Reading reading) {
        double product = Numbers.product(Numbers.parameter(consumer.block(), "weight"));
        double[] betaGradient = reading.betaGradient().clone();
        for (int k = 0; k < betaGradient.length; k++) {
            // A shift that is not trained has no gradient, and is no part of the balance while it is 0.
            betaGradient[k] = reading.beta()[k] == 0 ? 0 : betaGradient[k];
        }
        return RateBalance.of(reading.gamma(), reading.gammaGradient(), reading.beta(), betaGradient, new double[] {product},
                new double[] {1});
    }
}
