/**
 * The theory of docs/theory.md: regularization rates from moments, gradients and data. Everything is float64. The module depends
 * on no backend; computations as large as the data run on the backend that the caller opened.
 */
@org.jspecify.annotations.NullMarked module bn.theory {
    // Where null may be, for compilers and readers.
    requires static org.jspecify;
    requires transitive bn.api;
    // Symmetric eigendecomposition, if no faster provider is available.
    requires ojalgo;
    uses bn.api.linalg.SymmetricEigenSolver;

    // Moments of data, accumulated row by row.
    exports bn.theory.moments;
    // T1, T2, T3, T5, T11, T12, T14, T15, T18: the rates of a layer, from one gradient.
    exports bn.theory.unit;
    // T8, T13: balance of the rates of a network, and stationarity of its weights.
    exports bn.theory.network;
    // T4, T6: linear regression in closed form.
    exports bn.theory.linear;
    // Selection of a rate by other methods: cross-validation, evidence, James-Stein.
    exports bn.theory.selection;
    // T7: softmax regression, solved with and without batch normalization.
    exports bn.theory.softmax;
    // T9: how much the statistics of a finite batch add to the loss.
    exports bn.theory.batch;
    // T10, T16, T17: length and direction of weights whose length does not count.
    exports bn.theory.dynamics;
    // Eigenbasis, rank and whitening of a covariance.
    exports bn.theory.spectral;
    // Unconstrained minimization.
    exports bn.theory.optimize;
}
