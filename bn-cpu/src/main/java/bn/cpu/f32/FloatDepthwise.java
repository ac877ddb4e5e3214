package bn.cpu.f32;

import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.Parts;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** Convolutions in which each output channel reads one input channel, image by image. */
final class FloatDepthwise {
    private final ThreadTeam team;
    private final FloatDepthwiseRows[] perThread;
    private double[] partial = {};

    FloatDepthwise(ThreadTeam team) {
        this.team = team;
        perThread = Stream.generate(FloatDepthwiseRows::new).limit(team.size()).toArray(FloatDepthwiseRows[]::new);
    }

    void forward(ConvolutionLayout layout, FloatBuffer x, FloatBuffer weights, FloatBuffer bias, FloatBuffer y) {
        team.parallelFor(layout.work(), layout.images(), 1, (thread, from, to) -> {
            FloatDepthwiseRows rows = perThread[thread];
            rows.prepare(layout);
            rows.loadWeights(weights, bias);
            for (int image = from; image < to; image++) {
                rows.forward(x, y, image);
            }
        });
    }

    void backwardInput(ConvolutionLayout layout, FloatBuffer dy, FloatBuffer weights, FloatBuffer dx) {
        team.parallelFor(layout.work(), layout.images(), 1, (thread, from, to) -> {
            FloatDepthwiseRows rows = perThread[thread];
            rows.prepare(layout);
            rows.loadWeights(weights, null);
            for (int image = from; image < to; image++) {
                rows.backwardInput(dy, dx, image);
            }
        });
    }

    void backwardWeights(ConvolutionLayout layout, FloatBuffer x, FloatBuffer dy, FloatBuffer dWeights) {
        int weights = layout.weights();
        Parts parts = Parts.withResults(layout.images(), weights);
        if (partial.length < parts.parts() * weights) {
            partial = new double[parts.parts() * weights];
        }
        team.parallelFor(layout.work(), parts.parts(), 1, (thread, from, to) -> {
            FloatDepthwiseRows rows = perThread[thread];
            rows.prepare(layout);
            for (int part = from; part < to; part++) {
                rows.clearProducts();
                for (int image = parts.first(part); image < parts.first(part + 1); image++) {
                    rows.addProducts(x, dy, image);
                }
                rows.storeWeightGradient(partial, part * weights);
            }
        });
        for (int i = 0; i < weights; i++) {
            double sum = 0;
            for (int part = 0; part < parts.parts(); part++) {
                sum += partial[part * weights + i];
            }
            dWeights.put(i, (float) sum);
        }
    }
}
