package bn.experiments.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.Answers;
import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Cell;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import bn.experiments.report.Theorem;
import bn.experiments.report.Verdict;
import bn.experiments.report.Xml;
import bn.experiments.report.XyChart;
import java.io.IOException;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HtmlReportTest {
    private static final double[] X = {1, 10, 1000};
    private static final double[] Y = {0.123456789, 2.2e-13, 31415.92653589793};

    @Test
    void everyNumberIsShownRoundedAndStoredWithAllDigits() throws Exception {
        Element page = Xml.parse(page(report("r")));
        List<Element> cells = Xml.all(page, "td");
        for (double[] numbers : List.of(X, Y)) {
            for (double number : numbers) {
                Element cell = cells.stream().filter(td -> td.getAttribute("title").equals(Double.toString(number))).findFirst()
                        .orElseThrow(() -> new AssertionError(number + " is missing"));
                assertEquals(NumberText.of(number), cell.getTextContent());
            }
        }
        String csv = link(page, "figure-1.csv");
        assertEquals("x,series r\r\n1.0,0.123456789\r\n10.0,2.2E-13\r\n1000.0,31415.92653589793\r\n", csv);
    }

    @Test
    void everyTextIsEscaped() throws Exception {
        String hostile = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'`{{title}}{{{title}}}";
        String text = page(report(hostile));
        Element page = Xml.parse(text);
        assertTrue(Xml.all(page, "script").isEmpty());
        assertTrue(Xml.all(page, "img").isEmpty());
        String shown = page.getTextContent();
        for (String part : List.of("title ", "summary ", "section ", "paragraph ", "claim ", "statement ", "measured ", "bar ",
                "chart ", "series ", "caption ", "header ", "cell ", "command ", "name ", "value ",
                "asked ", "answer ", "identity ", "error ", "question ", "meaning ", "again ", "theorem ", "theory ", "limit ",
                "reason ")) {
            assertTrue(shown.contains(part + hostile), part);
        }
        String quoted = hostile.replace("\"", "\"\"") + "\"\r\n";
        assertEquals("\"header " + quoted + "\"cell " + quoted, link(page, "table-1.csv"));
    }

    @Test
    void noResourcesAreLoaded() throws Exception {
        String text = page(report("r"));
        assertFalse(text.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").matches("(?s).*https?://.*"), "an address");
        assertFalse(text.matches("(?s).*(@import|url\\(|src=).*"), "a resource");
        for (Element each : Xml.all(Xml.parse(text), "*")) {
            String href = each.getAttribute("href");
            assertTrue(href.isEmpty() || href.startsWith("#") || href.startsWith("data:"), href);
        }
    }

    @Test
    void targetsOfLinksAndLabelsExist() throws Exception {
        Element page = Xml.parse(page(report("r")));
        List<String> ids = Xml.all(page, "*").stream().map(each -> each.getAttribute("id")).filter(id -> !id.isEmpty()).toList();
        assertEquals(ids.size(), Set.copyOf(ids).size(), "ids are unique");
        for (Element each : Xml.all(page, "*")) {
            if (each.getAttribute("href").startsWith("#")) {
                assertTrue(ids.contains(each.getAttribute("href").substring(1)), each.getAttribute("href"));
            }
            if (each.hasAttribute("aria-labelledby")) {
                assertTrue(ids.contains(each.getAttribute("aria-labelledby")), each.getAttribute("aria-labelledby"));
            }
        }
        assertTrue(Xml.all(page, "table").stream().allMatch(table -> Xml.all(table, "caption").size() == 1));
        List<Element> images = Xml.all(page, "svg").stream().filter(svg -> svg.getAttribute("role").equals("img")).toList();
        assertEquals(6, images.size(), "two figures and the cover in two sizes");
        assertTrue(images.stream().noneMatch(svg -> svg.getAttribute("aria-label").isBlank()));
    }

    @Test
    void verdictsAreWordsAndAreCounted() throws Exception {
        Element page = Xml.parse(page(report("r")));
        List<String> verdicts = Xml.all(page, "span").stream().filter(span -> span.getAttribute("class").startsWith("verdict"))
                .map(span -> span.getTextContent().strip()).toList();
        assertEquals(List.of("✓ 1 supported", "✗ 2 not supported"), verdicts.subList(0, 2));
        assertEquals(List.of("✓ supported", "✗ not supported"), verdicts.subList(2, 4), "the lines of the contents");
        assertEquals(List.of("✓ 1 supported", "✗ 1 not supported", "✓ supported", "✗ not supported", "✗ 1 not supported",
                "✗ not supported"), verdicts.subList(4, 10), "the findings of each experiment, counted and one by one");
    }

    @Test
    void identitiesAreOneLineApartFromTheFindings() throws Exception {
        Element page = Xml.parse(page(report("r")));
        assertEquals("The check of the instrument holds",
                part(page, "checks").getElementsByTagName("h2").item(0).getTextContent());
        assertFalse(part(page, "findings").getTextContent().contains("identity r"));
        assertEquals(1, Xml.all(Xml.all(part(page, "checks"), "tbody").get(0), "tr").size());
        Claim failed = new Claim("i", "s", "m", "m", "b", Verdict.NOT_SUPPORTED, "", Claim.Kind.IDENTITY, "", Double.NaN,
                Double.NaN);
        Element bad = Xml.parse(page(new Report("t", "s", List.of(new Section("s", List.of(), List.of(failed, identity("r")),
                List.of())), "c", List.of(), List.of())));
        assertEquals("1 of 2 checks of the instrument failed: i",
                part(bad, "checks").getElementsByTagName("h2").item(0).getTextContent());
    }

    @Test
    void criteriaThatWereSetAfterALookAreMarkedAndCorrectedProbabilitiesShown() throws Exception {
        Element findings = part(Xml.parse(page(report("r"))), "findings");
        List<Element> marks = Xml.all(findings, "sup");
        assertEquals(List.of("criterion set after a look at other data r"),
                marks.stream().map(mark -> mark.getAttribute("title")).toList(), "one of three");
        assertTrue(findings.getTextContent().contains("p = 0.0025"));
    }

    @Test
    void thePageBeginsWithTheAnswersAndTheFigure() throws Exception {
        inOrder(Xml.all(Xml.parse(page(report("r"))), "body").get(0), "title r", "asked r", "answer r", "chart r", "summary r",
                "A line for each experiment", "Findings", "limit r", "Appendix", "identity r", "Figure 1.");
    }

    @Test
    void onlyAReportOfClaimsHasAnAppendix() throws Exception {
        Section section = new Section("s", List.of("p"), List.of(), List.of());
        Element page = Xml.parse(page(new Report("t", "s", List.of(section), "c", List.of(), List.of())));
        assertTrue(Xml.all(page, "h2").stream().noneMatch(heading -> heading.getTextContent().equals("Appendix")));
    }

    private static Element part(Element page, String heading) {
        return Xml.all(page, "section").stream().filter(section -> section.getAttribute("aria-labelledby").equals(heading))
                .findFirst().orElseThrow();
    }

    @Test
    void everyColourOfTheChartsIsDefinedForLightAndDark() throws Exception {
        String text = page(report("r"));
        Set<String> used = matches("var\\((--chart-[a-z0-9-]+)\\)", text);
        assertTrue(used.size() > 6, used.toString());
        String style = text.substring(text.indexOf("<style>"), text.indexOf("</style>"));
        int dark = style.indexOf("prefers-color-scheme: dark");
        Set<String> light = matches("(--chart-[a-z0-9-]+):", style.substring(0, dark));
        assertTrue(light.containsAll(used), light + " lacks some of " + used);
        Set<String> again = matches("(--chart-[a-z0-9-]+):", style.substring(dark));
        light.remove("--chart-page");
        assertEquals(light, again);
    }

    @Test
    void aSectionWithAQuestionShowsResultsBeforeTheProtocol() throws Exception {
        List<Element> sections = Xml.all(Xml.parse(page(report("r"))), "section").stream()
                .filter(section -> section.getAttribute("id").startsWith("section-")).toList();
        inOrder(sections.get(0), "section r", "question r", "claim r", "Figure 1.", "caption r", "What it means", "meaning r",
                "Protocol", "paragraph r", "again r");
        Element protocol = Xml.all(sections.get(0), "details").get(1);
        assertTrue(protocol.getTextContent().contains("paragraph r"));
        inOrder(sections.get(1), "section r", "paragraph r", "claim r", "Figure 2.");
        assertEquals(List.of("Numbers"), Xml.all(sections.get(1), "summary").stream().map(Element::getTextContent).toList());
    }

    @Test
    void contentsLinkEverySectionAndTellItsFirstFinding() throws Exception {
        Element contents = Xml.all(Xml.parse(page(report("r"))), "nav").get(0);
        assertEquals(List.of("#section-1", "#section-2"),
                Xml.all(contents, "a").stream().map(link -> link.getAttribute("href")).toList());
        List<Element> lines = Xml.all(contents, "li");
        inOrder(lines.get(0), "✓ supported", "section r", "claim r: number r");
        inOrder(lines.get(1), "✗ not supported", "section r", "claim r: number r");
    }

    @Test
    void onlyBarsWithAReasonAreExplained() throws Exception {
        Element page = Xml.parse(page(report("r")));
        Element bars = Xml.all(page, "section").stream().filter(section -> section.getAttribute("aria-labelledby").equals("bars"))
                .findFirst().orElseThrow();
        assertEquals(1, Xml.all(Xml.all(bars, "tbody").get(0), "tr").size(), "one of four claims has a reason");
        Element bare = Xml.parse(page(new Report("t", "s", List.of(), "c", List.of(), List.of())));
        List<String> headings = Xml.all(bare, "h2").stream().map(Element::getTextContent).toList();
        assertEquals(List.of("Repeat it"), headings);
    }

    @Test
    void fortyFiguresFitIntoThreeMegabytes() throws IOException {
        List<Point> points = IntStream.range(0, 10)
                .mapToObj(k -> new Point(k, Math.sin(k), Math.sin(k) - 0.1, Math.sin(k) + 0.1)).toList();
        List<Series> series = IntStream.range(0, 5)
                .mapToObj(i -> new Series("series " + i, "group " + i, Series.Style.LINE_AND_MARKERS, points)).toList();
        Figure figure = Figure.of(new XyChart("chart", Axis.linear("step"), Axis.linear("rate λ"), series, List.of()));
        Section section = new Section("s", List.of(), List.of(), Collections.nCopies(40, figure));
        String page = page(new Report("t", "s", List.of(section), "c", List.of(), List.of()));
        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 3_000_000, bytes + " bytes");
    }

    @Test
    void longTableSaysHowManyRowsItHas() throws Exception {
        List<List<Cell>> rows = IntStream.range(0, 40).mapToObj(i -> List.of(Cell.number(i))).toList();
        Section section = new Section("s", List.of(), List.of(), List.of(new Table("long", List.of("i"), rows)));
        Element page = Xml.parse(page(new Report("t", "s", List.of(section), "c", List.of(), List.of())));
        assertTrue(page.getTextContent().contains("40 rows"));
        assertFalse(Xml.parse(page(report("r"))).getTextContent().contains(" rows"));
    }

    @Test
    void theSameReportGivesTheSamePage() throws IOException {
        assertEquals(page(report("r")), page(report("r")));
    }

    @Test
    void emptyReportIsAPage() throws Exception {
        Element page = Xml.parse(page(new Report("t", "s", List.of(), "c", List.of(), List.of())));
        assertEquals("t", Xml.all(page, "h1").get(0).getTextContent());
        // Without claims there is no table of them.
        assertEquals(List.of("Repeat it"), Xml.all(page, "h2").stream().map(Element::getTextContent).toList());
    }

    @Test
    void pageWithoutFontsSaysSoAndKeepsTheNumbers() throws Exception {
        Element page = Xml.parse(HtmlReport.page(report("r"), Optional.of("No <fonts>.")));
        assertTrue(Xml.all(page, "svg").isEmpty());
        assertTrue(page.getTextContent().contains("The plot is missing. No <fonts>."));
        assertTrue(link(page, "figure-1.csv").contains("31415.92653589793"));
    }

    @Test
    void exceptionsOfTheWriterArePropagated() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        assertEquals("disk full", assertThrows(IOException.class, () -> HtmlReport.write(report("r"), broken)).getMessage());
    }

    /** A report with a part of each kind. Every text ends with {@code s}. */
    private static Report report(String s) {
        XyChart chart = new XyChart("chart " + s, Axis.log("x"), Axis.log("y"),
                List.of(Series.of("series " + s, Series.Style.LINE_AND_MARKERS, X, Y)),
                List.of(ReferenceLine.horizontal(1, "line " + s)));
        BarChart bars = new BarChart("chart " + s, "class", "rate", List.of("a", "b"),
                List.of(new BarChart.Bars("series " + s, List.of(1.5, -2.5))), List.of());
        Table table = new Table("caption " + s, List.of("header " + s), List.of(List.of(Cell.text("cell " + s))));
        return new Report("title " + s, "summary " + s, List.of(new QuestionAnswer("asked " + s, "answer " + s)),
                Optional.of(Figure.of(chart)), List.of(
                        new Section("section " + s, "question " + s, List.of("paragraph " + s),
                                List.of(claim(s, Verdict.SUPPORTED), claim(s, Verdict.NOT_SUPPORTED), identity(s)),
                                List.of(Figure.of(chart), table), List.of("meaning " + s), "again " + s),
                        new Section("section " + s, List.of("paragraph " + s), List.of(claim(s, Verdict.NOT_SUPPORTED)),
                                List.of(Figure.of(bars)))),
                List.of(new Theorem("theorem " + s, "theory " + s)), List.of("limit " + s), "command " + s,
                List.of(new Setting("name " + s, "value " + s)), List.of(new Setting("name " + s, "value " + s)));
    }

    private static Claim claim(String s, Verdict verdict) {
        return new Claim("claim " + s, "statement " + s, "measured " + s, "number " + s, "bar " + s, verdict,
                verdict == Verdict.SUPPORTED ? "reason " + s : "", Claim.Kind.FINDING,
                verdict == Verdict.SUPPORTED ? "other data " + s : "",
                0.001, 0.0025);
    }

    private static Claim identity(String s) {
        return new Claim("identity " + s, "statement " + s, "error " + s, "number " + s, "bar " + s, Verdict.SUPPORTED, "",
                Claim.Kind.IDENTITY,
                "", Double.NaN, Double.NaN);
    }

    private static String page(Report report) throws IOException {
        StringBuilder out = new StringBuilder();
        HtmlReport.write(report, out);
        return out.toString();
    }

    /** The CSV of a download link. */
    private static String link(Element page, String file) {
        String data = Xml.all(page, "a").stream().filter(a -> a.getAttribute("download").equals(file)).findFirst().orElseThrow()
                .getAttribute("href");
        return URLDecoder.decode(data.substring(data.indexOf(',') + 1), StandardCharsets.UTF_8);
    }

    private static void inOrder(Element element, String... parts) {
        String text = element.getTextContent();
        int from = 0;
        for (String part : parts) {
            int at = text.indexOf(part, from);
            assertTrue(at >= 0, part + " is missing after " + text.substring(0, from));
            from = at + part.length();
        }
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Questions stand with their answers where the section has them. */
    @Test
    void aSectionMayAnswerQuestions() throws IOException {
        Report report = new Report("title", "summary", List.of(), Optional.empty(),
                List.of(new Section("section", List.of(), List.of(),
                        List.of(new Answers(List.of(new QuestionAnswer("why?", "a < b"), new QuestionAnswer("how?", "so")))))),
                List.of(),
                List.of(), "command", List.of(), List.of());
        String page = page(report);
        assertTrue(page.contains("<dt>why?</dt><dd>a &lt; b</dd>") && page.contains("<dt>how?</dt><dd>so</dd>"), page);
    }
}
