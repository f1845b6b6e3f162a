package carnet.record.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import carnet.record.Json;
import carnet.vault.Compartment;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes held resources as a FHIR bundle, one after the other. Of each resource's bytes only the id
 * and meta are spliced: version (the entry id), last update, class; all else passes as it is.
 */
public final class BundleWriter {

  /** A Coding of {@code meta.tag}. */
  public record Tag(String system, String code) {}

  static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  static final String CLASS = "urn:carnet:class";
  static final String HEAD = "urn:carnet:head";
  static final String CONFLICT = "urn:carnet:conflict";

  private final OutputStream out;
  private boolean first = true;

  public BundleWriter(OutputStream out, List<Tag> tags) throws IOException {
    this.out = out;
    ObjectNode meta = Json.MAPPER.createObjectNode();
    tags.forEach(tag -> add(meta.withArray("tag"), tag.system(), tag.code()));
    write("{\"resourceType\":\"Bundle\",\"type\":\"collection\"");
    if (!tags.isEmpty()) {
      write(",\"meta\":" + Json.MAPPER.writeValueAsString(meta));
    }
    write(",\"entry\":[");
  }

  public void entry(Held held) throws IOException {
    write(first ? "\n" : ",\n");
    first = false;
    write("{\"fullUrl\":\"urn:carnet:" + held.key() + "\",\"resource\":");
    out.write(resource(held));
    write("}");
  }

  /** Ends the bundle; the stream stays open. */
  public void end() throws IOException {
    write("\n]}\n");
    out.flush();
  }

  /** The bytes of one resource as FHIR clients get it. */
  public static byte[] resource(Held held) {
    return Splice.of(held.resource().bytes())
        .withId(held.key().id())
        .withMeta(meta -> label(meta, held))
        .bytes();
  }

  private static void label(ObjectNode meta, Held held) {
    meta.put("versionId", held.version().hex());
    meta.put("lastUpdated", Instant.ofEpochMilli(held.clock() >>> 16).toString());
    ArrayNode security = meta.withArray("security");
    remove(security, CONFIDENTIALITY);
    remove(security, CLASS);
    add(security, CONFIDENTIALITY, confidentiality(held.compartment()));
    add(security, CLASS, held.compartment().wire());
    if (held.heads().size() > 1) {
      held.heads().forEach(head -> add(meta.withArray("tag"), HEAD, head.hex()));
    }
    held.conflicts().forEach(one -> add(meta.withArray("tag"), CONFLICT, "#" + one.path()));
  }

  /** HL7's grades: low, moderate, restricted, very restricted. */
  private static String confidentiality(Compartment compartment) {
    return switch (compartment) {
      case IDENTITY, AGENDA -> "L";
      case ACCOUNTS -> "M";
      case HISTORY, AUDIT -> "R";
      case TREATMENT, NOTES -> "V";
    };
  }

  private static void add(ArrayNode codings, String system, String code) {
    codings.addObject().put("system", system).put("code", code);
  }

  private static void remove(ArrayNode codings, String system) {
    for (int i = codings.size() - 1; i >= 0; i--) {
      if (codings.get(i).path("system").asString("").equals(system)) {
        codings.remove(i);
      }
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
