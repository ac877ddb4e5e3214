import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Completes the bill of materials of the distribution. CycloneDX lists what Maven resolves; this adds the jars that are unpacked
 * into bn-nd4j, and the checksum of the jar of the command itself. The build runs it from source:
 * {@code java Sbom.java BOM-OF-THE-COMMAND BOM-OF-BN-ND4J JAR-OF-THE-COMMAND RESULT}.
 */
class Sbom {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        ObjectNode whole = (ObjectNode) JSON.readTree(new File(args[0]));
        ObjectNode parts = (ObjectNode) JSON.readTree(new File(args[1]));
        ArrayNode components = (ArrayNode) whole.required("components");
        List<String> listed = components.findValuesAsText("bom-ref");
        String owner = parts.required("metadata").required("component").required("bom-ref").textValue();
        ArrayNode contained = dependencies(whole, owner);
        for (var part : parts.required("components")) {
            String reference = part.required("bom-ref").textValue();
            if (!listed.contains(reference)) {
                ((ObjectNode) part).putArray("properties").addObject().put("name", "bn:unpackedInto").put("value", owner);
                components.add(part);
                contained.add(reference);
                ((ArrayNode) whole.required("dependencies")).addObject().put("ref", reference).putArray("dependsOn");
            }
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(args[2])));
        ((ObjectNode) whole.required("metadata").required("component")).putArray("hashes").addObject()
                .put("alg", "SHA-256").put("content", HexFormat.of().formatHex(digest));
        Files.writeString(Path.of(args[3]), whole.toPrettyString() + "\n");
    }

    private static ArrayNode dependencies(ObjectNode bom, String reference) {
        for (var one : bom.required("dependencies")) {
            if (one.required("ref").textValue().equals(reference)) {
                return (ArrayNode) one.required("dependsOn");
            }
        }
        throw new IllegalStateException("the distribution does not depend on " + reference);
    }
}
