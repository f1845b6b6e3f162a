package carnet.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.record.fold.Fold;
import carnet.record.fold.Folded;
import java.util.Arrays;
import java.util.List;

/** Builds resources and their states for tests; single quotes stand for double ones. */
public final class States {

  private States() {}

  public static Resource resource(String json) {
    try {
      return Resource.of(json.replace('\'', '"').getBytes(UTF_8));
    } catch (MalformedResource e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Folded state(String json) {
    return state(1, json);
  }

  public static Folded state(int entry, String json) {
    return Fold.of(List.of(version(entry, new Change.Put(resource(json)))));
  }

  public static Folded deleted(String type, String id) {
    return Fold.of(List.of(version(1, new Change.Delete(new ResourceKey(type, id)))));
  }

  public static Version version(int entry, Change change, int... parents) {
    return new Version(
        id(entry),
        Arrays.stream(parents).mapToObj(States::id).toList(),
        entry,
        "00000000000000000000000000000001",
        change);
  }

  public static EntryId id(int n) {
    byte[] bytes = new byte[32];
    bytes[30] = (byte) (n >> 8);
    bytes[31] = (byte) n;
    return new EntryId(Bytes.of(bytes));
  }
}
