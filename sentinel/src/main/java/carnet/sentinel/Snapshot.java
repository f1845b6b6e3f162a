package carnet.sentinel;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sentinel's whole state. Equal states give equal snapshots. It tells who knows whom, so it is
 * kept sealed like the traces; it is a convenience, for the state can always be folded anew from
 * the events.
 *
 * <p>State is written and read field by field, so no field of it is final: a final one would come
 * back empty.
 *
 * @param json of this version of Carnet only
 */
public record Snapshot(String json) {
  private static final JsonMapper FIELDS =
      JsonMapper.builder()
          .changeDefaultVisibility(all ->
              all.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                  .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                  .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
          .build();
  private static final TypeReference<Map<String, Practice>> STATE = new TypeReference<>() {};

  static Snapshot of(Map<String, Practice> state) {
    return new Snapshot(FIELDS.writeValueAsString(state));
  }

  Map<String, Practice> state() {
    return FIELDS.readValue(json, STATE);
  }
}
