package bn.opencl.f32;

import bn.opencl.program.Op;

/** Dispatches to all operations. Subclasses add those that differ between processors and GPUs. */
abstract class FloatProgram extends FloatChannelReduction {
    // A chain of ifs, because Aparapi does not translate switch.
    @Override
    public void run() {
        if (op == Op.FILL) {
            fill();
        } else if (op == Op.LOAD_LARGE) {
            loadLarge();
        } else if (op == Op.LOAD_SMALL) {
            loadSmall();
        } else if (op == Op.STORE_LARGE) {
            storeLarge();
        } else if (op == Op.STORE_SMALL) {
            storeSmall();
        } else if (op == Op.COPY) {
            copy();
        } else if (op == Op.RELU) {
            relu();
        } else if (op == Op.RELU_GRADIENT) {
            reluGradient();
        } else if (op == Op.SGD) {
            sgd();
        } else if (op == Op.UPDATE_RUNNING_STATISTICS) {
            updateRunningStatistics();
        } else if (op == Op.LOSS_ROWS) {
            lossRows();
        } else if (op == Op.LOSS_TOTAL) {
            lossTotal();
        } else if (op == Op.MATMUL) {
            matmul();
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
        } else if (op == Op.ADD) {
            add();
        } else if (op == Op.MULTIPLY) {
            multiply();
        } else if (op == Op.ACTIVATION) {
            activation();
        } else if (op == Op.ACTIVATION_GRADIENT) {
            activationGradient();
        } else if (op == Op.ADAM) {
            adam();
        } else if (op == Op.COPY_ROWS) {
            copyRows();
        } else if (op == Op.SHIFT) {
            shift();
        } else if (op == Op.SCALE_ROWS) {
            scaleRows();
        } else if (op == Op.ROW_SUMS) {
            rowSums();
        } else if (op == Op.POOL) {
            pool();
        } else if (op == Op.POOL_GRADIENT) {
            poolGradient();
        } else if (op == Op.IM2COL) {
            im2col();
        } else if (op == Op.COL2IM) {
            col2im();
        } else if (op == Op.DEPTHWISE) {
            depthwise();
        } else if (op == Op.DEPTHWISE_INPUT) {
            depthwiseInput();
        } else if (op == Op.DEPTHWISE_WEIGHTS) {
            depthwiseWeights();
        }
    }

    // The operations that differ between processors and GPUs.

    protected abstract void matmul();

    protected abstract void columnSums();

    protected abstract void norm();

    protected abstract void normStatistics();

    protected abstract void normApply();

    protected abstract void gradient();

    protected abstract void gradientSums();

    protected abstract void gradientApply();

    protected abstract void rowSums();

    protected abstract void poolGradient();

    protected abstract void im2col();

    protected abstract void col2im();

    protected abstract void depthwise();

    protected abstract void depthwiseInput();

    protected abstract void depthwiseWeights();
}
