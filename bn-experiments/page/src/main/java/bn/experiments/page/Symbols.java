package bn.experiments.page;

/** Formulas that are spelled in ASCII for a console, with their symbols for a page. */
final class Symbols {
    private Symbols() {}

    /** A sentence. */
    static String text(String ascii) {
        return ascii.replace("lambda S v", "λSv").replace("dL/dbeta", "∂L/∂β").replace("dL/dgamma", "∂L/∂γ")
                .replace("Lambda", "λ").replace("lambda", "λ").replace("alpha", "α").replace("gamma", "γ").replace("beta", "β")
                .replace("^2", "²");
    }

    /** The header of a column. */
    static String header(String ascii) {
        return text(ascii).replace("sum ", "sum of ");
    }
}
