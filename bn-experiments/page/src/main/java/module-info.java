/** HTML pages about the rates of networks, and about monitored runs. Apart from rates, so that training and rates need neither AWT nor JFreeChart. */
module bn.experiments.page {
    requires transitive bn.experiments.advice;
    requires transitive bn.experiments.monitor;
    requires transitive bn.experiments.rates;
    requires transitive bn.experiments.report;

    exports bn.experiments.page;
}
