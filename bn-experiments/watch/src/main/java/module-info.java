/** Training runs on a page of this machine while they go on: an HTTP server of the JDK and the files of the page. */
module bn.experiments.watch {
    requires bn.api;
    requires jdk.httpserver;

    exports bn.experiments.watch;
}
