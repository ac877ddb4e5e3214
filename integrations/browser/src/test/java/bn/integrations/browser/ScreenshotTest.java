package bn.integrations.browser;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import bn.experiments.watch.WatchServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures to look at: {@code mvn test -Dtest=ScreenshotTest -Dscreenshots=FOLDER}. */
class ScreenshotTest {
    private static final List<Integer> WIDTHS = List.of(1280, 390);

    @Test
    void pictures() {
        String folder = System.getProperty("screenshots", "");
        assumeFalse(folder.isEmpty(), "no folder was given: -Dscreenshots=FOLDER");
        String one = Snapshots.of(Snapshots.run("runs/1", 20, 60, false));
        String two = Snapshots.of(Snapshots.run("runs/1", 20, 60, false), Snapshots.run("runs/wide-2", 14, 60, true));
        try (Browsers browsers = new Browsers()) {
            take(browsers, one, Path.of(folder, "one"));
            take(browsers, two, Path.of(folder, "two"));
            takeStates(browsers, one, folder);
        }
    }

    private static void take(Browsers browsers, String snapshot, Path path) {
        try (WatchServer server = WatchServer.start(() -> snapshot, 0)) {
            for (int width : WIDTHS) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    try (Browsers.Tab tab = browsers.open(server.address(), width, scheme)) {
                        tab.page.waitForSelector(".plot svg");
                        tab.page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                                .setPath(Path.of(
                                        path + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png")));
                    }
                }
            }
        }
    }

    /** A layer that was chosen, and a server that has gone. */
    private static void takeStates(Browsers browsers, String snapshot, String folder) {
        WatchServer server = WatchServer.start(() -> snapshot, 0);
        try (Browsers.Tab tab = browsers.open(server.address(), 1280, ColorScheme.LIGHT)) {
            tab.page.waitForSelector(".plot svg");
            tab.page.locator(".legend button").nth(2).click();
            server.close();
            tab.waitForText("#status", "not connected");
            tab.page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, "chosen-not-connected.png")));
        } finally {
            server.close();
        }
    }
}
