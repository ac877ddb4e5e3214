package bn.benchmarks.worker;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Section;
import bn.benchmarks.task.StepTask;
import java.util.ArrayList;
import java.util.List;

/** Collects what a worker offers. */
public final class Offers {
    private final List<Offer> all = new ArrayList<>();

    /** Offers batch norm, forward and backward. */
    public void batchNorm(BatchNormTask task, String contestant, Case.Maker maker) {
        all.add(new Offer(Section.BATCH_NORM, task.toString(), contestant, task.bytes(), Offer.Unit.BYTE, maker));
    }

    /** Offers a training step, or a part of it. */
    public void step(StepTask task, String contestant, Case.Maker maker) {
        all.add(new Offer(Section.STEP, task.toString(), contestant, task.flops(), Offer.Unit.FLOP, maker));
    }

    /** Offers a product. */
    public void product(ProductTask task, String contestant, Case.Maker maker) {
        all.add(new Offer(Section.PRODUCTS, task.toString(), contestant, task.flops(), Offer.Unit.FLOP, maker));
    }

    /**
     * Offers second moments.
     *
     * @param flops operations, by whether symmetry is used
     */
    public void moments(String contestant, double flops, Case.Maker maker) {
        all.add(new Offer(Section.MOMENTS, MomentsTask.MNIST.toString(), contestant, flops, Offer.Unit.FLOP, maker));
    }

    /** Offers a training step for the comparison of those with rates recorded and without. */
    public void rates(StepTask task, String contestant, Case.Maker maker) {
        all.add(new Offer(Section.RATES, task.toString(), contestant, task.flops(), Offer.Unit.FLOP, maker));
    }

    /** All offers, in the order in which they were made. */
    List<Offer> all() {
        return List.copyOf(all);
    }
}
