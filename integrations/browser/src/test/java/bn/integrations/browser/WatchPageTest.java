package bn.integrations.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.watch.WatchServer;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchPageTest {
    private static Browsers browsers;

    private volatile String snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 60, false));

    @BeforeAll
    static void launch() {
        browsers = new Browsers();
    }

    @AfterAll
    static void end() {
        if (browsers != null) {
            browsers.close();
        }
    }

    private WatchServer start(int port) {
        return WatchServer.start(() -> snapshot, port);
    }

    private static Browsers.Tab open(WatchServer server) {
        Browsers.Tab tab = browsers.open(server.address(), 1280, ColorScheme.LIGHT);
        tab.page.waitForSelector(".plot svg");
        return tab;
    }

    @Test
    void theNumbersOfARunAreShown() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            assertEquals("runs/1", tab.text("h2"));
            assertEquals("running", tab.text(".run .state"));
            String facts = tab.text(".facts");
            for (String each : List.of("PyTorch 1.13.1", "ResNet", "6,000", "0.0100", "13 min")) {
                assertTrue(facts.contains(each), () -> each + " in " + facts);
            }
            assertEquals(3, tab.page.locator(".sentences li").count());
            assertEquals(7, tab.page.locator(".plot svg").count());
            assertEquals(20, tab.page.locator(".main .line").count());
            assertEquals(20, tab.page.locator(".legend button").count());
            assertEquals(20, tab.page.locator("table >> nth=0 >> tbody tr").count());
            assertEquals("layer2.0.bn2: 8 of 32", tab.text(".plain li"));
            assertTrue(tab.text(".tables").contains("And on the weights without batch norm?"));
            assertTrue(tab.page.title().contains("runs/1"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void aChangeIsShownWithoutLoadingThePageAgain() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            tab.page.evaluate("window.sameLoad = true");
            String before = tab.page.locator(".main .value").first().getAttribute("d");
            snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 61, true));
            tab.waitForText(".facts", "6,100");
            tab.waitForText(".run .state", "finished");
            assertNotEquals(before, tab.page.locator(".main .value").first().getAttribute("d"));
            snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 61, true), Snapshots.run("runs/2", 3, 2, false));
            tab.waitForText("h2", "runs/2");
            assertEquals(List.of(true, 2), List.of(tab.page.evaluate("window.sameLoad"), tab.page.locator("article").count()));
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void thePageOutlivesTheServer() {
        WatchServer first = start(0);
        try (Browsers.Tab tab = open(first)) {
            first.close();
            tab.waitForText("#status", "not connected");
            assertEquals("not connected", tab.text(".run .state"));
            assertTrue(tab.text(".facts").contains("6,000"), "the numbers stay");
            snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 62, false));
            try (WatchServer second = start(first.port())) {
                assertEquals(first.port(), second.port());
                tab.waitForText(".facts", "6,200");
                assertEquals("connected", tab.text("#status"));
                assertEquals("running", tab.text(".run .state"));
            }
        } finally {
            first.close();
        }
    }

    @Test
    void aRunThatHasFallenSilentIsSaid() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            tab.page.clock().install();
            tab.page.reload();
            tab.page.waitForSelector(".plot svg");
            tab.page.clock().fastForward(50_000);
            assertEquals("", tab.text(".quiet"));
            tab.page.clock().fastForward(75_000);
            tab.waitForText(".quiet", "No new readings for 2 min. If the training has ended, it did not say so.");
            snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 61, false));
            tab.page.clock().resume();
            tab.waitForText(".facts", "6,100");
            assertEquals("", tab.text(".quiet"));
        }
    }

    @Test
    void aFailureToReadIsShownUntilItIsOver() {
        String good = snapshot;
        try (WatchServer server = WatchServer.start(() -> {
            if (snapshot.isEmpty()) {
                throw new IllegalStateException("runs/1/layers.csv: <b>line 3</b> has 2 columns");
            }
            return snapshot;
        }, 0); Browsers.Tab tab = open(server)) {
            snapshot = "";
            tab.waitForText("#problem", "The readings cannot be read: runs/1/layers.csv: <b>line 3</b> has 2 columns");
            assertTrue(tab.text(".facts").contains("6,000"), "the numbers stay");
            snapshot = good;
            tab.page.waitForSelector("#problem", new com.microsoft.playwright.Page.WaitForSelectorOptions()
                    .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "__proto__", "javascript:alert(1)",
            "\\\" onload=alert(1) x=\\\"",
            "]]></svg><svg onload=alert(1)>"})
    void hostileNamesAreText(String name) {
        String layer = Snapshots.layerName(1);
        snapshot = Snapshots.of(Snapshots.run(name, 20, 60, false)).replace("\"" + layer + "\"", "\"" + name + "\"")
                .replace("\"ResNet\"", "\"" + name + "\"").replace("Rates are", name).replace("PyTorch", name)
                .replace("no linear map", name);
        String shown = name.replace("\\\"", "\"");
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            assertEquals(shown, tab.text("h2"));
            assertEquals(shown, tab.text(".legend button >> nth=1"));
            assertEquals(shown, tab.text("tbody tr >> nth=1 >> th"));
            assertTrue(tab.text(".sentences").contains(shown));
            assertTrue(tab.text(".facts").contains(shown));
            tab.page.locator(".legend button").nth(1).click();
            assertTrue(tab.text(".main .readout").startsWith(shown + ", step 6,000: "), () -> tab.text(".main .readout"));
            assertEquals(0, tab.page.locator("body img, body script, [onload], [onerror]").count());
            assertEquals(List.of(), tab.complaints());
            tab.assertFits();
        }
    }

    @Test
    void namesThatAreVeryLongDoNotWidenThePage() {
        String name = "x".repeat(3_000);
        snapshot = Snapshots.of(Snapshots.run(name, 20, 60, false), Snapshots.run(name + "2", 20, 60, false))
                .replace("\"bn1\"", "\"" + name + "\"").replace("ResNet", name).replace("Rates are", name);
        try (WatchServer server = start(0)) {
            for (int width : List.of(1280, 390)) {
                try (Browsers.Tab tab = browsers.open(server.address(), width, ColorScheme.LIGHT)) {
                    tab.page.waitForSelector(".plot svg");
                    tab.assertFits();
                }
            }
        }
    }

    @Test
    void onlyTheServerIsAsked() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            assertTrue(tab.requests().size() >= 10, () -> tab.requests().toString());
            for (String request : tab.requests()) {
                assertEquals(server.address().getAuthority(), URI.create(request).getAuthority(), request);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK", "320,LIGHT"})
    void thePageFitsItsWindow(int width, ColorScheme scheme) {
        snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 60, false), Snapshots.run("runs/2", 50, 500, true));
        try (WatchServer server = start(0); Browsers.Tab tab = browsers.open(server.address(), width, scheme)) {
            tab.page.waitForSelector(".plot svg");
            tab.assertFits();
            // No text of a chart leaves the box of the figure.
            assertEquals(List.of(), tab.page.evaluate("() => [...document.querySelectorAll('.plot svg text')].filter(text => {"
                    + "const box = text.getBoundingClientRect(); const figure = text.closest('figure').getBoundingClientRect();"
                    + "return box.left < figure.left - 0.5 || box.right > figure.right + 0.5 || box.bottom > figure.bottom;"
                    + "}).map(text => text.textContent)"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Test
    void theSchemeOfTheSystemIsFollowedAndTextHasContrast() {
        try (WatchServer server = start(0)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Browsers.Tab tab = browsers.open(server.address(), 1280, scheme)) {
                    tab.page.waitForSelector(".plot svg");
                    double page = luminance(tab, "body", "backgroundColor");
                    assertEquals(scheme == ColorScheme.DARK, page < 0.1);
                    for (String each : List.of("figcaption p", ".facts dt", ".readout", "td", ".sentences")) {
                        assertTrue(contrast(page, luminance(tab, each, "color")) >= 4.5, each);
                    }
                    assertTrue(contrast(page, luminance(tab, ".frame text", "fill")) >= 4.5, "labels");
                    for (int i = 0; i < 20; i++) {
                        double line = luminance(tab, ".main .line >> nth=" + i + " >> .value", "stroke");
                        assertTrue(contrast(page, line) >= 3, "line " + i + ": " + contrast(page, line));
                    }
                }
            }
        }
    }

    /** WCAG's relative luminance, of the colour as the browser paints it. */
    private static double luminance(Browsers.Tab tab, String selector, String property) {
        List<?> colour = (List<?>) tab.page.locator(selector).first().evaluate("(node, property) => {"
                + "const context = new OffscreenCanvas(1, 1).getContext('2d'); context.fillStyle = getComputedStyle(node)[property];"
                + "context.fillRect(0, 0, 1, 1); return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3); }", property);
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = ((Number) colour.get(i)).doubleValue() / 255;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    @Test
    void aMissingValueIsAGapAndADash() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            String line = (String) tab.page.locator(".main .line").nth(11).locator(".value")
                    .evaluate("node => node.getAttribute('d')");
            assertEquals(2, line.chars().filter(c -> c == 'M').count(), line);
            assertEquals("–", tab.text("tbody tr >> nth=2 >> td >> nth=3"));
        }
    }

    @Test
    void aRunWithoutRowsOrStreamsOrLossIsShown() {
        snapshot = Snapshots.of(Snapshots.run("new", 2, 0, false).replaceAll("\"streams\":\\[\\{.*\\}\\]", "\"streams\":[]")
                .replace("\"step\":0,", "\"step\":null,"));
        try (WatchServer server = start(0); Browsers.Tab tab = browsers.open(server.address(), 390, ColorScheme.LIGHT)) {
            tab.waitForText("h2", "new");
            tab.page.waitForSelector(".plot .nothing");
            assertEquals(7, tab.page.locator(".plot .nothing").count());
            snapshot = Snapshots.of(Snapshots.run("new", 2, 1, false));
            tab.page.waitForSelector(".plot svg");
            assertEquals(2, tab.page.locator(".main .end").count());
            assertEquals(List.of(), tab.complaints());
            snapshot = Snapshots.of();
            tab.waitForText("#runs", "There is no run yet.");
        }
    }

    @Test
    void aLayerIsChosenInAllChartsAndInTheTable() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            tab.page.locator(".legend button").nth(3).click();
            tab.page.mouse().move(0, 0);
            assertEquals(Snapshots.layerName(3), tab.text(".legend button[aria-pressed=true]"));
            // Lambda, net rate, gamma, effective learning rate and angle.
            assertEquals(5, tab.page.locator(".line.chosen").count());
            assertEquals(Snapshots.layerName(3), tab.text("tr.chosen th"));
            assertTrue(tab.text(".main .readout").matches("layer1\\.1\\.bn1, step 6,000: .*, noise .*"),
                    () -> tab.text(".main .readout"));
            tab.page.locator("tbody tr").nth(6).click();
            assertEquals(Snapshots.layerName(6), tab.text(".legend button[aria-pressed=true]"));
            snapshot = Snapshots.of(Snapshots.run("runs/1", 20, 61, false));
            tab.waitForText(".facts", "6,100");
            assertEquals(5, tab.page.locator(".line.chosen").count(), "the choice outlasts an update");
            tab.page.locator("tbody tr").nth(6).click();
            tab.page.mouse().move(0, 0);
            assertEquals(0, tab.page.locator(".line.chosen, tr.chosen, [aria-pressed=true]").count());
        }
    }

    @Test
    void aPointOfALineIsReadByPointer() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            var box = tab.page.locator(".main .line").nth(0).locator(".end").boundingBox();
            tab.page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
            assertTrue(tab.text(".main .readout").startsWith("bn1, step 6,000: "), () -> tab.text(".main .readout"));
            assertEquals(5,
                    tab.page.locator(".line.chosen").count() - tab.page.locator(".chart:nth-of-type(6) .line.chosen").count());
        }
    }

    @Test
    void chartsHaveNamesAndDescriptions() {
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            for (var chart : tab.page.locator(".plot svg").all()) {
                assertEquals("img", chart.getAttribute("role"));
                assertFalse(chart.locator("title").textContent().isBlank());
                assertTrue(chart.locator("desc").textContent().contains("latest value"));
            }
        }
    }

    /** 50 layers of 500 rows, as often as they change: the page must answer to the pointer in between. */
    @Test
    void aLongRunOfADeepNetworkIsDrawnQuickly() {
        snapshot = Snapshots.of(Snapshots.run("runs/1", 50, 500, false));
        try (WatchServer server = start(0); Browsers.Tab tab = open(server)) {
            assertTrue(tab.text(".main .remark").contains("Each point is the mean of 2 windows."));
            Number points = (Number) tab.page.locator(".main .value").first()
                    .evaluate("node => node.getAttribute('d').split(/[ML]/).length - 1");
            assertEquals(250, points.intValue());
            for (int windows = 501; windows < 504; windows++) {
                snapshot = Snapshots.of(Snapshots.run("runs/1", 50, windows, false));
                tab.waitForText(".facts", String.format("%,d", 100 * windows));
            }
            double slowest = ((Number) tab.page
                    .evaluate("Math.max(...performance.getEntriesByName('draw').slice(1).map(each => each.duration))"))
                    .doubleValue();
            double hover = ((Number) tab.page
                    .evaluate("() => { const box = document.querySelector('.main .plot').getBoundingClientRect();"
                            + "const start = performance.now(); for (let i = 0; i < 100; i++) {"
                            + "document.querySelector('.main .plot').dispatchEvent(new PointerEvent('pointermove', {pointerType: 'mouse', bubbles: true,"
                            + "clientX: box.left + box.width * i / 100, clientY: box.top + box.height * (i % 17) / 17})); }"
                            + "return (performance.now() - start) / 100; }"))
                    .doubleValue();
            System.out.printf("drawing 50 layers of 500 rows: %.0f ms, a move of the pointer: %.1f ms%n", slowest, hover);
            assertTrue(slowest < 1_000, () -> "drawing took " + slowest + " ms");
            assertTrue(hover < 50, () -> "a move of the pointer took " + hover + " ms");
        }
    }
}
