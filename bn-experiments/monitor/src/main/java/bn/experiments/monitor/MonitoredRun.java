package bn.experiments.monitor;

import java.util.List;

/**
 * A training run as its folder has it at a moment. Numbers that are not known or not defined are NaN.
 *
 * @param name the folder, as the caller named it
 * @param writer what wrote the folder, such as {@code bn_monitor.py 0.2.0}
 * @param framework what trains, with its version; null if not known
 * @param model name of the model; null if not known
 * @param unit what steps count: {@code step} of the optimizer, or {@code epoch}
 * @param step the last step that a file has; 0 if none
 * @param finished whether the run says that it has ended
 * @param seconds from the start to the last step
 * @param notes what the monitor and the reader have to say
 * @param steps loss and learning rate over the steps
 * @param layers the batch normalizations, in the order of the network
 * @param streams the streams whose balance (T8) is known; may be empty
 * @param channels the channels of all layers, as they are at the end
 */
public record MonitoredRun(String name, String writer, String framework, String model, String unit, long step, boolean finished,
        double seconds, List<String> notes, MonitoredSteps steps, List<MonitoredLayer> layers, List<MonitoredStream> streams,
        List<MonitoredChannel> channels) {

    public MonitoredRun {
        notes = List.copyOf(notes);
        layers = List.copyOf(layers);
        streams = List.copyOf(streams);
        channels = List.copyOf(channels);
    }
}
