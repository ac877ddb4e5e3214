package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the distribution and its tests are made of is what was checked once: docs/supply-chain.md. */
class SupplyChainIT {
    private static final Path LIB = Launch.distribution().resolve("lib");

    @Test
    void everyJarOfOthersIsTheOneOfTheList() throws IOException {
        Map<String, String> byName = new HashMap<>();
        TrustedChecksums.read().byPath().forEach((path, sha256) -> byName.put(path.substring(path.lastIndexOf('/') + 1), sha256));
        for (Path jar : jars()) {
            if (!ours(jar)) {
                assertEquals(byName.get(jar.getFileName().toString()), TrustedChecksums.of(jar), jar::toString);
            }
        }
    }

    @Test
    void everyJarThatTestsRunWithIsTheOneOfTheList() throws IOException {
        Map<String, String> trusted = TrustedChecksums.read().byPath();
        List<String> downloaded = TrustedChecksums.downloadedClassPath();
        assertTrue(downloaded.stream().anyMatch(path -> path.startsWith("com/tngtech/archunit/")), downloaded::toString);
        for (String path : downloaded) {
            if (!path.startsWith("bn/")) {
                assertEquals(trusted.get(path), TrustedChecksums.of(TrustedChecksums.repository().resolve(path)), path);
            }
        }
    }

    @Test
    void theBillOfMaterialsIsTheDistribution() throws IOException {
        JsonNode bom = bom();
        Map<String, String> listed = new HashMap<>();
        JsonNode command = bom.at("/metadata/component");
        listed.put(sha256(command), command.path("purl").textValue());
        for (JsonNode component : components(bom)) {
            if (component.path("properties").findValuesAsText("name").contains("bn:unpackedInto")) {
                assertEquals("bn-nd4j", component.at("/properties/0/value").textValue().replaceAll(".*/(.*)@.*", "$1"));
            } else {
                listed.put(sha256(component), component.path("purl").textValue());
            }
        }
        for (Path jar : jars()) {
            String purl = listed.remove(TrustedChecksums.of(jar));
            assertTrue(purl != null && TrustedChecksums.path(purl).endsWith("/" + jar.getFileName()), jar + " is " + purl);
        }
        assertEquals(Map.of(), listed, "in the bill of materials, but not in lib");
    }

    @Test
    void theBillOfMaterialsHasLicencesAndTrustedChecksumsAndRepeatsItself() throws IOException {
        JsonNode bom = bom();
        Map<String, String> trusted = TrustedChecksums.read().byPath();
        for (JsonNode component : components(bom)) {
            if (!component.path("group").textValue().equals("bn")) {
                String path = TrustedChecksums.path(component.path("purl").textValue());
                assertEquals(trusted.get(path), sha256(component), path);
                assertFalse(component.path("licenses").isEmpty(), path);
            }
        }
        assertFalse(bom.has("serialNumber") || bom.path("metadata").has("timestamp"));
    }

    /** No class in bn-nd4j comes from elsewhere than the jars that the bill of materials says are unpacked there. */
    @Test
    void whatIsUnpackedIsInTheBillOfMaterials() throws IOException {
        Set<String> known = new HashSet<>();
        int parts = 0;
        for (JsonNode component : components(bom())) {
            if (component.has("properties")) {
                parts++;
                Path jar = TrustedChecksums.repository().resolve(TrustedChecksums.path(component.path("purl").textValue()));
                int before = known.size();
                known.addAll(classes(jar));
                assertTrue(known.size() > before, component::toString);
            }
        }
        assertTrue(parts > 0);
        Path unpacked = jars().stream().filter(jar -> jar.getFileName().toString().startsWith("bn-nd4j-")).findFirst()
                .orElseThrow();
        Set<String> others = classes(unpacked);
        assertTrue(others.size() > 1000, others::toString);
        others.removeAll(known);
        others.removeIf(name -> name.startsWith("module-info.class"));
        assertEquals(Set.of(), others);
    }

    /** Names of classes with the checksums of their bytes. */
    private static Set<String> classes(Path jar) throws IOException {
        Set<String> classes = new HashSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().filter(entry -> entry.getName().endsWith(".class"))
                    .forEach(entry -> classes.add(entry.getName() + " " + Long.toHexString(entry.getCrc())));
        }
        return classes;
    }

    private static JsonNode bom() throws IOException {
        Path file = Launch.distribution().resolve("bom.json");
        Assumptions.assumeTrue(Files.exists(file), "an offline build makes no bill of materials, any other one fails without");
        return Json.parse(Files.readAllBytes(file), "bom.json");
    }

    private static List<JsonNode> components(JsonNode bom) {
        return StreamSupport.stream(bom.path("components").spliterator(), false).toList();
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").textValue().equals("SHA-256")) {
                return hash.path("content").textValue();
            }
        }
        throw new AssertionError("no SHA-256: " + component);
    }

    private static boolean ours(Path jar) {
        return jar.getFileName().toString().startsWith("bn-");
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(LIB)) {
            return jars.toList();
        }
    }
}
