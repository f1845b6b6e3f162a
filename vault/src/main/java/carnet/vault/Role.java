package carnet.vault;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a member does in the practice; it decides which keys she is given, and nothing else: a read
 * asks which keys are held.
 */
public enum Role {
  CLINICIAN(
      Compartment.IDENTITY,
      Compartment.AGENDA,
      Compartment.ACCOUNTS,
      Compartment.HISTORY,
      Compartment.TREATMENT),
  SECRETARY(Compartment.IDENTITY, Compartment.AGENDA, Compartment.ACCOUNTS),
  DELEGATE(Compartment.IDENTITY, Compartment.AGENDA, Compartment.AUDIT);

  @SuppressWarnings("ImmutableEnumChecker") // Written once, by the constructor.
  private final Set<Compartment> opens;

  Role(Compartment first, Compartment... more) {
    this.opens = EnumSet.of(first, more);
  }

  /** The classes whose keys this role is given. A clinician's own notes are hers by authorship. */
  public boolean opens(Compartment clazz) {
    return opens.contains(clazz);
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
