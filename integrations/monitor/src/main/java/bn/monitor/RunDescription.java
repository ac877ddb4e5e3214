package bn.monitor;

import bn.api.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is monitored.
 *
 * @param writer name and version of the program that reads
 * @param framework name and version of the framework that trains
 * @param model name of the network
 * @param layers its batch normalizations, in the order of the network
 * @param streams where T8 applies; may be empty
 * @param notes what the reader of the folder has to know
 */
public record RunDescription(String writer, String framework, String model, List<LayerDescription> layers,
        List<StreamDescription> streams, List<String> notes) {

    /**
     * Copies the lists.
     *
     * @throws InvalidRequestException if there is no layer, or two have the same name
     */
    public RunDescription {
        layers = List.copyOf(layers);
        streams = List.copyOf(streams);
        notes = List.copyOf(notes);
        if (layers.isEmpty()) {
            throw new InvalidRequestException(
                    "the network " + model + " has no batch normalization: there is nothing to monitor");
        }
        Set<String> names = new HashSet<>();
        for (LayerDescription layer : layers) {
            if (!names.add(layer.name())) {
                throw new InvalidRequestException("the network " + model + " has two batch normalizations called " + layer.name()
                        + "; give them different names");
            }
        }
    }
}
