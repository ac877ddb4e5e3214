package bn.benchmarks.ours;

import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.ConvolutionTask;
import bn.benchmarks.task.GpuTasks;
import bn.benchmarks.task.ImageStepTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.task.TrainingTask;
import bn.benchmarks.worker.CaseRegistry;
import bn.benchmarks.worker.CaseServer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The cases of bn with one of its backends. */
public final class OursWorker {
    private static final String OPENCL = "opencl";
    private static final String GPU = "gpu";

    private final CaseRegistry cases = new CaseRegistry();
    private final Backend backend;
    private final NormalizationProvider batchNorm;
    /** How the names of the contestants begin and end. */
    private final String prefix;
    private final String label;

    private OursWorker(Backend backend, NormalizationProvider batchNorm, String prefix, String label) {
        this.backend = backend;
        this.batchNorm = batchNorm;
        this.prefix = prefix;
        this.label = label + Settings.label();
    }

    /**
     * Serves the runner.
     *
     * @param args {@code vectors} if the JVM was started with the Vector API; then only the cases that it affects. {@code opencl} for
     *     the OpenCL backend; then only networks on images, and nothing where there is no OpenCL device. {@code gpu}, then the kind of an OpenCL device:
     *     what is measured on GPUs
     */
    public static void main(String[] args) throws IOException {
        ClassLoader loader = OursWorker.class.getClassLoader();
        NormalizationProvider batchNorm = NormalizationProvider.load(loader).get("batch");
        Providers<BackendProvider> providers = BackendProvider.load(loader);
        String kind = args.length > 0 ? args[0] : "";
        boolean openCl = kind.equals(OPENCL) || kind.equals(GPU);
        String name = openCl ? OPENCL : "cpu";
        Optional<String> device = kind.equals(GPU) ? Optional.of(args[1]) : Optional.empty();
        if (kind.equals(OPENCL) && providers.get(name).probe() instanceof Availability.Unavailable unavailable) {
            CaseServer.serve(new CaseRegistry(), "no contestant, because " + unavailable.reason());
        }
        try (Backend backend = Backends.open(providers, name,
                new BackendOptions(device, OptionalInt.of(Settings.threads())))) {
            OursWorker worker = new OursWorker(backend, batchNorm, openCl ? "bn-opencl: " : "bn: ",
                    kind.equals("vectors") ? ", Vector API" : "");
            if (device.isPresent()) {
                worker.register(GpuTasks.of(device.get()));
            } else {
                worker.register(kind);
            }
            CaseServer.serve(worker.cases, (openCl ? backend.device().name() + ", " : "") + backend.device().software() + ", "
                    + Settings.threads() + " threads");
        }
    }

    private void register(String kind) {
        registerImages();
        if (!kind.equals(OPENCL)) {
            registerPerceptrons();
        }
        if (kind.isEmpty()) {
            registerOtherSteps();
            registerProductsAndMoments();
        }
    }

    private void register(GpuTasks tasks) {
        for (BatchNormTask task : tasks.batchNorms()) {
            cases.batchNorm(task, prefix + "BatchNormalization" + label, () -> new LayerCase(task, backend, batchNorm));
        }
        for (TrainingTask task : tasks.steps()) {
            cases.step(task, prefix + "step" + label, () -> new StepCase(task, backend, batchNorm));
        }
    }

    private void registerImages() {
        for (BatchNormTask task : BatchNormTask.IMAGES) {
            cases.batchNorm(task, prefix + "BatchNormalization" + label, () -> new LayerCase(task, backend, batchNorm));
        }
        for (ConvolutionTask task : ConvolutionTask.SIZES) {
            cases.convolution(task, prefix + "convolution" + label, () -> new ConvolutionCase(task, backend));
        }
        for (TrainingTask task : ImageStepTask.SIZES) {
            cases.step(task, prefix + "step" + label, () -> new StepCase(task, backend, batchNorm));
        }
    }

    private void registerPerceptrons() {
        for (BatchNormTask task : BatchNormTask.SIZES) {
            cases.batchNorm(task, prefix + "BatchNormalization" + label, () -> new LayerCase(task, backend, batchNorm));
        }
        for (StepTask task : StepTask.SIZES) {
            cases.step(task, prefix + "step" + label, () -> new StepCase(task, backend, batchNorm));
        }
    }

    /** Steps whose batch comes from the host, and steps of which the rates are recorded. */
    private void registerOtherSteps() {
        for (StepTask task : StepTask.SIZES) {
            cases.step(task, prefix + "step, batch from the host" + label, () -> new LoadedStepCase(task, backend, batchNorm));
        }
        Stream.of(StepTask.SIZES.stream(), ImageStepTask.SIZES.stream()).flatMap(tasks -> tasks).forEach(task -> {
            cases.rates(task, prefix + "step" + label, () -> new StepCase(task, backend, batchNorm));
            cases.rates(task, prefix + "step, all rates recorded" + label, () -> new RatesCase(task, backend, batchNorm));
        });
    }

    private void registerProductsAndMoments() {
        for (ProductTask task : ProductTask.SIZES) {
            cases.product(task, prefix + "dense forward" + label, () -> new ProductCase(task, backend));
        }
        double flops = MomentsTask.MNIST.symmetricFlops();
        cases.moments(prefix + "moments, float32" + label, flops, () -> new MomentsCase(MomentsTask.MNIST, backend));
        cases.moments(prefix + "JointMoments, float64, from bytes" + label, flops,
                () -> new JointMomentsCase(MomentsTask.MNIST, backend));
    }
}
