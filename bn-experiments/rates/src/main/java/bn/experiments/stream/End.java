package bn.experiments.stream;

import bn.experiments.network.Layer;

/**
 * Where a channel begins or ends.
 *
 * @param layer that writes or reads it
 * @param index the unit of the layer that writes, or the channel of its inputs that is read
 */
public record End(Layer layer, int index) {}
