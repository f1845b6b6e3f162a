package carnet.record;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How this module reads JSON: numbers keep their digits (1.50 is not 1.5), a member that stands
 * twice is refused, and error messages of the parser never leave, because they quote content.
 */
public final class Json {

  /** Nesting beyond this is refused; FHIR as written by people stays under 30. */
  static final int DEPTH = 200;

  /** Characters of a string: a scan of 10 MiB in base64. A resource on its own has less. */
  private static final int PAPER = 14 << 20;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEPTH)
          .maxStringLength(PAPER)
          .maxNameLength(1_000)
          .build();

  /** Members that stand twice are an error. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(LIMITS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}
}
