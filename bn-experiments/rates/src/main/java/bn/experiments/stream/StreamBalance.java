package bn.experiments.stream;

import bn.theory.network.RateBalance;
import java.util.List;
import java.util.Optional;

/**
 * T13, the balance T8 of a stream: the sum over its writers of gamma^2 lambda - beta dL/dbeta is what its readers let through.
 *
 * @param stream the channels
 * @param balance the sums over all of its channels; empty if there is an obstacle
 * @param channelError the largest relative error of a channel's own balance; 0 if there is an obstacle
 */
public record StreamBalance(Stream stream, Optional<RateBalance> balance, double channelError) {

    /**
     * The balance of each stream.
     *
     * @param gradients of one loss at one point; those of streams with an obstacle are not asked for
     */
    public static List<StreamBalance> of(List<Stream> streams, StreamGradients gradients) {
        return streams.stream().map(stream -> new StreamTerms(stream).balance(gradients)).toList();
    }
}
