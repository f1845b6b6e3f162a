package carnet.sentinel;

import java.util.List;
import java.util.Optional;

/** One named way in which an access is not ordinary. Looks and changes nothing. */
sealed interface Rule
    permits Departed, Enumeration, UnknownDevice, RoleNeverReads, BulkExport, BulkImport {
  List<Rule> ALL =
      List.of(
          new Departed(),
          new Enumeration(),
          new UnknownDevice(),
          new RoleNeverReads(),
          new BulkExport(),
          new BulkImport());

  /** An access and what it is seen against. */
  record Look(Event access, Account who, Explanations explanations, Settings settings) {

    /** Whether a factor was given on this device just now. */
    boolean factorIsFresh() {
      return who.places()
          .lastFactor(access.device())
          .isAfter(access.time().minus(settings.ages().factorFresh()));
    }
  }

  /**
   * What a rule says.
   *
   * @param verdict ALLOW when only the score is worth telling
   */
  record Finding(Verdict verdict, Reason reason, double score) {}

  Optional<Finding> look(Look look);
}
