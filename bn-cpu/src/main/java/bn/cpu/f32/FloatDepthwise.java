package bn.cpu.f32;

import bn.cpu.images.ConvolutionLayout;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** Convolutions in which each output channel reads one input channel, plane by plane. */
final class FloatDepthwise {
    private final ThreadTeam team;
    private final FloatPlaneConvolution[] perThread;

    FloatDepthwise(ThreadTeam team) {
        this.team = team;
        perThread = Stream.generate(FloatPlaneConvolution::new).limit(team.size()).toArray(FloatPlaneConvolution[]::new);
    }

    void forward(ConvolutionLayout layout, FloatBuffer x, FloatBuffer weights, FloatBuffer bias, FloatBuffer y) {
        int channels = layout.groups() * layout.outputs();
        team.parallelFor(layout.work(), layout.images() * channels, 1, (thread, from, to) -> {
            FloatPlaneConvolution planes = perThread[thread];
            planes.prepare(layout.plane());
            for (int i = from; i < to; i++) {
                int o = i % channels;
                planes.loadInput(x, i / layout.outputs());
                planes.loadWeights(weights, o);
                planes.forward(bias == null ? 0 : bias.get(o), y, i);
            }
        });
    }

    void backwardInput(ConvolutionLayout layout, FloatBuffer dy, FloatBuffer weights, FloatBuffer dx) {
        team.parallelFor(layout.work(), layout.images() * layout.groups(), 1, (thread, from, to) -> {
            FloatPlaneConvolution planes = perThread[thread];
            planes.prepare(layout.plane());
            for (int i = from; i < to; i++) {
                planes.clearInput();
                for (int unit = 0; unit < layout.outputs(); unit++) {
                    planes.loadWeights(weights, i % layout.groups() * layout.outputs() + unit);
                    planes.addInputGradient(dy, i * layout.outputs() + unit);
                }
                planes.storeInput(dx, i);
            }
        });
    }

    void backwardWeights(ConvolutionLayout layout, FloatBuffer x, FloatBuffer dy, FloatBuffer dWeights) {
        int channels = layout.groups() * layout.outputs();
        team.parallelFor(layout.work(), channels, 1, (thread, from, to) -> {
            FloatPlaneConvolution planes = perThread[thread];
            planes.prepare(layout.plane());
            for (int o = from; o < to; o++) {
                planes.clearProducts();
                for (int image = 0; image < layout.images(); image++) {
                    planes.loadInput(x, image * layout.groups() + o / layout.outputs());
                    planes.addProducts(dy, image * channels + o);
                }
                planes.storeWeightGradient(dWeights, o);
            }
        });
    }
}
