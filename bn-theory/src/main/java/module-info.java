/**
 * The theory of docs/theory.md: moments, gradients and data in, regularization rates out. Everything is float64. It knows no
 * backend; what is as large as the data is computed by whichever backend the caller opened.
 */
@org.jspecify.annotations.NullMarked
module bn.theory {
    // Where null may be, for compilers and readers.
    requires static org.jspecify;
    requires transitive bn.api;
    // Symmetric eigendecomposition, where no provider does it faster.
    requires ojalgo;
    uses bn.api.linalg.SymmetricEigenSolver;

    // What the theory takes: moments of data, added up row by row.
    exports bn.theory.moments;
    // T1, T2, T3, T5, T11: what one gradient of a normalized layer tells.
    exports bn.theory.unit;
    // T8 and stationarity: what the gradients of a whole network certify.
    exports bn.theory.network;
    // T4, T6: linear regression in closed form.
    exports bn.theory.linear;
    // What others choose instead: cross-validation, evidence, James-Stein.
    exports bn.theory.choice;
    // T7: softmax regression, solved with and without batch normalization.
    exports bn.theory.softmax;
    // T9: what the statistics of a finite batch add to the loss.
    exports bn.theory.batch;
    // T10: the length of weights before batch normalization, and how fast they turn.
    exports bn.theory.dynamics;
    // Eigenbasis, rank and whitening of a covariance.
    exports bn.theory.spectral;
    // Unconstrained minimization.
    exports bn.theory.optimize;
}
