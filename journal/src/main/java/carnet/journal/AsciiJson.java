package carnet.journal;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the journal writes it: ASCII alone, so that no reader can differ about an encoding, and
 * no key twice, so that none can differ about a value.
 */
public final class AsciiJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private AsciiJson() {}

  public static Bytes write(JsonNode node) {
    return Bytes.adopt(MAPPER.writeValueAsBytes(node));
  }

  public static JsonNode read(Bytes json) {
    for (int at = 0; at < json.size(); at++) {
      if (json.get(at) < 0) {
        throw new MalformedPayload("JSON of the journal is ASCII; byte " + at + " is not");
      }
    }
    try {
      return MAPPER.readTree(json.toArray());
    } catch (JacksonException e) {
      // The cause would quote what it stumbled on: its place is enough.
      var at = e.getLocation();
      throw new MalformedPayload(
          "JSON cannot be read" + (at == null ? "" : ", from byte " + at.getByteOffset()));
    }
  }
}
