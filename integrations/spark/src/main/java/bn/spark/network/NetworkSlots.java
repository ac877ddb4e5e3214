package bn.spark.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The open networks of this process. A task takes one that no other uses, or opens one; so in the end there are as many as tasks run
 * at once. Those of a job before are closed.
 */
final class NetworkSlots {
    private static final NetworkSlots OF_PROCESS = new NetworkSlots();

    private final Deque<NetworkSlot> idle = new ArrayDeque<>();
    private String job = "";

    private NetworkSlots() {}

    /** Runs work with an open network of a job; after a failure the network is not used again. */
    static <R> R with(NetworkJob job, Work<R> work) {
        NetworkSlot slot = OF_PROCESS.take(job.key()).orElseGet(() -> NetworkSlot.open(job));
        boolean done = false;
        try {
            R result = work.run(slot);
            done = true;
            return result;
        } finally {
            if (!done || !OF_PROCESS.give(job.key(), slot)) {
                slot.close();
            }
        }
    }

    /** What a task does with an open network. */
    interface Work<R> {
        R run(NetworkSlot slot);
    }

    private synchronized Optional<NetworkSlot> take(String key) {
        if (!key.equals(job)) {
            idle.forEach(NetworkSlot::close);
            idle.clear();
            job = key;
        }
        return Optional.ofNullable(idle.poll());
    }

    /** Whether it is kept. */
    private synchronized boolean give(String key, NetworkSlot slot) {
        return key.equals(job) && idle.add(slot);
    }
}
