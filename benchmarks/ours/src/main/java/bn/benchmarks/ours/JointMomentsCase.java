package bn.benchmarks.ours;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.worker.Case;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import bn.experiments.rate.JointMoments;

/** Mean and scatter in float64 of features and labels, streamed from the bytes of images. */
final class JointMomentsCase implements Case {
    private final MomentsTask task;
    private final JointMoments moments;
    private final Examples examples;

    JointMomentsCase(MomentsTask task, Backend backend) {
        this.task = task;
        moments = new JointMoments(backend);
        examples = Examples.ofImages(new ImageSize(MomentsTask.SIDE, MomentsTask.SIDE), task.pixels(),
                new Targets.Labels(task.labels(), MomentsTask.CLASSES));
    }

    @Override
    public void run() {
        moments.of(examples);
    }

    @Override
    public void check() {
        Moments result = moments.of(examples);
        task.check((i, j) -> MomentsCase.second(result, i, j));
    }
}
