package bn.integrations.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chromium, and pages in it of which it is known what they said to the console and whom they asked. */
final class Browsers implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    Browsers() {
        Path chromium = Path.of(System.getProperty("chromium"));
        assumeTrue(Files.isExecutable(chromium), () -> "there is no " + chromium + "; give -Dchromium=PATH");
        playwright = Playwright.create();
        // Chromium has no sandbox of its own for root, as which containers run.
        browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox")));
    }

    Tab open(URI address, int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 844 : 900).setColorScheme(scheme).setHasTouch(width < 600));
        return new Tab(context, address);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A page of a server. */
    static final class Tab implements AutoCloseable {
        private final BrowserContext context;
        private final List<String> complaints = new ArrayList<>();
        private final List<String> requests = new ArrayList<>();
        final Page page;

        Tab(BrowserContext context, URI address) {
            this.context = context;
            page = context.newPage();
            page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
            page.onPageError(error -> complaints.add("error: " + error));
            page.onDialog(dialog -> {
                complaints.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onRequest(request -> requests.add(request.url()));
            page.navigate(address.toString());
            page.waitForSelector("#status[data-state=connected]");
        }

        List<String> complaints() {
            return complaints;
        }

        List<String> requests() {
            return requests;
        }

        String text(String selector) {
            return page.locator(selector).first().innerText();
        }

        void waitForText(String selector, String text) {
            page.locator(selector).filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(text)).first()
                    .waitFor();
        }

        /** Whether the page is not wider than the window. */
        void assertFits() {
            assertEquals(page.evaluate("document.documentElement.clientWidth"),
                    page.evaluate("document.documentElement.scrollWidth"));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
