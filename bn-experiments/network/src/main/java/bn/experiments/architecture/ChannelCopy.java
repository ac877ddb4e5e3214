package bn.experiments.architecture;

/**
 * Channels of one input of an operation that are channels of its outputs.
 *
 * @param input number of the input, from 0
 * @param from first channel of the input
 * @param count number of channels, at least 1
 * @param to first channel of the outputs
 */
public record ChannelCopy(int input, int from, int count, int to) {}
