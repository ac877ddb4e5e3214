package bn.benchmarks.task;

/** Counts the operations of a network's products, 2 for each multiplication. Its tensors are the shapes of an example. */
final class FlopCounter implements NetworkOperations<int[]> {
    private final int batch;
    private double first;
    private double others;

    FlopCounter(int batch) {
        this.batch = batch;
    }

    /** Operations of a training step: every product and its two gradients, but one gradient of the first. */
    double training() {
        return 2 * first + 3 * others;
    }

    private void add(double multiplications) {
        if (first == 0) {
            first = 2 * batch * multiplications;
        } else {
            others += 2 * batch * multiplications;
        }
    }

    @Override
    public int[] convolution(int[] x, int outputs, int window, int stride, int padding) {
        int height = (x[1] + 2 * padding - window) / stride + 1;
        int width = (x[2] + 2 * padding - window) / stride + 1;
        add((double) height * width * outputs * x[0] * window * window);
        return new int[] {outputs, height, width};
    }

    @Override
    public int[] dense(int[] x, int outputs, boolean biased) {
        add((double) x[0] * outputs);
        return new int[] {outputs};
    }

    @Override
    public int[] normalized(int[] x) {
        return x;
    }

    @Override
    public int[] relu(int[] x) {
        return x;
    }

    @Override
    public int[] sum(int[] a, int[] b) {
        return a;
    }

    @Override
    public int[] halvedByMaxima(int[] x) {
        return new int[] {x[0], x[1] / 2, x[2] / 2};
    }

    @Override
    public int[] halvedAndPadded(int[] x, int channels) {
        return new int[] {x[0] + 2 * channels, (x[1] + 1) / 2, (x[2] + 1) / 2};
    }

    @Override
    public int[] average(int[] x) {
        return new int[] {x[0]};
    }

    @Override
    public int[] flattened(int[] x) {
        return new int[] {x[0] * x[1] * x[2]};
    }
}
