package carnet.vault;

import carnet.journal.Bytes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The acts of a keyring, as the JSON contents of its entries. Each names its operation; FORMAT
 * gives who may sign it.
 *
 * <p>Ids and public keys are hex or base64url text: what is here is read by full replicas with
 * nobody unlocked.
 */
final class Acts {

  static final String KIT = "kit";
  static final String PRACTICE = "practice";
  static final String MEMBER = "member";
  static final String EPOCH = "epoch";
  static final String GRANT = "grant";
  static final String INVITATION = "invitation";
  static final String REMOVAL = "removal";
  static final String RESTORE = "restore";
  static final String SECOND = "second";
  static final String REFUSAL = "refusal";
  static final String EXPORT = "export";
  static final String ADMISSION = "admission";
  static final String DISMISSAL = "dismissal";
  static final String MEASURE = "measure";

  /** What a measure does. */
  static final String FREEZE = "freeze";

  static final String LIFT = "lift";

  static final String DAY_KEY = "day-key";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Bytes.class, new BytesWriter())
                  .addDeserializer(Bytes.class, new BytesReader()))
          .build();

  private Acts() {}

  /** The public key to which every secret is sealed for the kit; signed by it. */
  record KitKey(Bytes kem) {}

  record Name(String family, String given, @Nullable String rpps) {}

  /**
   * Adds a member, or gives new keys to one; signed by the kit, or by the key of her invitation and
   * by herself.
   */
  record Member(
      String member,
      Name name,
      String role,
      String profession,
      boolean steward,
      Bytes signingKey,
      Bytes kem,
      @Nullable String invitation) {}

  /** A generation of a class: its public key, and its secret sealed to who may read. */
  record Epoch(String clazz, String owner, String epoch, Bytes publicKey, List<Box> boxes) {}

  /** Secrets sealed by a holder to a member who was entitled to them and lacked them. */
  record Grant(List<Box> boxes) {}

  /**
   * A secret sealed to one reader.
   *
   * @param clazz {@code index} for the index key, {@code body} for the key of one entry's body
   * @param to the id of the public key it is sealed to
   */
  record Box(String clazz, String owner, String epoch, String to, Bytes sealed) {}

  record Invitation(
      String invitation,
      String member,
      Name name,
      String role,
      String profession,
      boolean steward,
      String login,
      Bytes codeKey,
      long expires) {}

  record Removal(String member, String reason) {}

  record Restore(String removal, String member) {}

  /**
   * A second person stands behind an act that takes two: a steward's removal, a return, an export,
   * a server's admission.
   */
  record Second(String of) {}

  /**
   * Of a return: whoever signs in with what she was said to have lost does not come back, she is
   * here. Of an export or an admission: a member says no.
   */
  record Refusal(String of) {}

  /**
   * @param reason read by every member, and by replicas with nobody unlocked: never a name
   */
  record Export(String reason) {}

  /**
   * A full server is to be one of the practice's: what a certificate of the roster would say of it.
   *
   * @param key Ed25519
   * @param kem X-Wing
   */
  record Admission(Bytes key, Bytes kem, String name, List<String> addresses) {}

  /** Written with the revocation, so that every member is told when and by whom. */
  record Dismissal(String replica, String name) {}

  /**
   * @param action freeze, step-up or lift
   * @param reasons codes with their facts: numbers and codes only, never a name
   * @param why of a lift, in the words of who lifts: read by every member and replica
   */
  record Measure(
      String id,
      String member,
      String action,
      @Nullable String device,
      List<Map<String, Object>> reasons,
      double score,
      @Nullable String why) {}

  record DayKey(String id, String day, Bytes key) {}

  static Bytes write(Object act) {
    return Bytes.of(JSON.writeValueAsBytes(act));
  }

  static <T> T read(Bytes content, Class<T> act) throws NotAnAct {
    try {
      T read = JSON.readValue(content.toArray(), act);
      if (read == null) {
        throw new NotAnAct(act.getSimpleName(), null);
      }
      return read;
    } catch (JacksonException wrong) {
      throw new NotAnAct(act.getSimpleName(), wrong);
    }
  }

  private static final class BytesWriter extends ValueSerializer<Bytes> {
    @Override
    public void serialize(Bytes value, JsonGenerator out, SerializationContext context) {
      out.writeString(Base64.getUrlEncoder().withoutPadding().encodeToString(value.toArray()));
    }
  }

  private static final class BytesReader extends ValueDeserializer<Bytes> {
    @Override
    public Bytes deserialize(JsonParser in, DeserializationContext context) {
      try {
        return Bytes.of(Base64.getUrlDecoder().decode(in.getString()));
      } catch (IllegalArgumentException wrong) {
        return context.reportInputMismatch(Bytes.class, "not base64url");
      }
    }
  }

  /**
   * The content is not of the operation that its header names; the entry is shown, never folded.
   */
  static final class NotAnAct extends Exception {
    NotAnAct(String act, @Nullable Throwable cause) {
      super("not the content of a " + act, cause);
    }
  }
}
