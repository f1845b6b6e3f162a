package carnet.vault;

import carnet.journal.Bytes;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person with an account, as the keyring tells it now.
 *
 * @param since when her present state began
 */
public record Member(
    MemberId id,
    String family,
    String given,
    @Nullable String rpps,
    Role role,
    String profession,
    boolean steward,
    State state,
    Instant since,
    Bytes signingKey,
    Bytes kem) {

  /**
   * An invited member has no keys yet; a frozen one keeps them and is refused; a departed one is
   * shut out.
   */
  public enum State {
    INVITED,
    ACTIVE,
    FROZEN,
    DEPARTED
  }

  /** Whether her role opens this class; a clinician in charge also reads the audit. */
  public boolean opens(Compartment clazz) {
    return role.opens(clazz) || (clazz == Compartment.AUDIT && steward && role == Role.CLINICIAN);
  }

  Keyring.Reader reader() {
    return Keyring.Reader.of(kem);
  }

  /** As colleagues name her. */
  public String name() {
    return name(profession, given, family);
  }

  /** The title of a doctor, the family name in capitals. */
  static String name(String profession, String given, String family) {
    String title = profession.equals("gp") || profession.equals("specialist") ? "Dr " : "";
    return title + given + " " + family.toUpperCase(Locale.FRENCH);
  }

  public boolean mayWork() {
    return state == State.ACTIVE;
  }

  Member with(Bytes newSigningKey, Bytes newKem) {
    return new Member(
        id, family, given, rpps, role, profession, steward, state, since, newSigningKey, newKem);
  }

  Member in(State next, Instant at) {
    return new Member(
        id, family, given, rpps, role, profession, steward, next, at, signingKey, kem);
  }
}
