package bn.opencl.f32;

import bn.opencl.program.Op;

/** All operations: those below for any device, those that differ between processors and GPUs to be added. */
abstract class FloatProgram extends FloatMerges {
    // One if after the other: Aparapi has no switch.
    @Override
    public void run() {
        if (op == Op.CLEAR) {
            clear();
        } else if (op == Op.LOAD_MANY) {
            loadMany();
        } else if (op == Op.LOAD_FEW) {
            loadFew();
        } else if (op == Op.STORE_MANY) {
            storeMany();
        } else if (op == Op.STORE_FEW) {
            storeFew();
        } else if (op == Op.COPY) {
            copy();
        } else if (op == Op.RELU) {
            relu();
        } else if (op == Op.RELU_GRADIENT) {
            reluGradient();
        } else if (op == Op.SGD) {
            sgd();
        } else if (op == Op.TRACK) {
            track();
        } else if (op == Op.LOSS_ROWS) {
            lossRows();
        } else if (op == Op.LOSS_TOTAL) {
            lossTotal();
        } else if (op == Op.PRODUCT) {
            product();
        } else if (op == Op.COLUMN_SUMS) {
            columnSums();
        } else if (op == Op.NORM) {
            norm();
        } else if (op == Op.NORM_STATISTICS) {
            normStatistics();
        } else if (op == Op.NORM_MERGE) {
            normMerge();
        } else if (op == Op.NORM_APPLY) {
            normApply();
        } else if (op == Op.GRADIENT) {
            gradient();
        } else if (op == Op.GRADIENT_SUMS) {
            gradientSums();
        } else if (op == Op.GRADIENT_MERGE) {
            gradientMerge();
        } else if (op == Op.GRADIENT_APPLY) {
            gradientApply();
        } else if (op == Op.MOMENTS_STEP) {
            momentsStep();
        }
    }

    // What differs between processors and GPUs.

    protected abstract void product();

    protected abstract void columnSums();

    protected abstract void norm();

    protected abstract void normStatistics();

    protected abstract void normApply();

    protected abstract void gradient();

    protected abstract void gradientSums();

    protected abstract void gradientApply();
}
