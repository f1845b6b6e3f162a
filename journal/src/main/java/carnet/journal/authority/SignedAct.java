package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import java.util.Map;
import java.util.stream.Stream;

/** An act and who says to have signed it. */
record SignedAct(EntryId id, Act act, Payload payload) {
  /** One signature, checked once and remembered. */
  record Check(EntryId act, String by, Bytes key) {}

  /** The names on it, believed or not. */
  Stream<String> signers() {
    return payload.signatures().stream().map(Payload.Signature::by).distinct();
  }

  boolean signedBy(PracticeId practice, String by, Bytes key, Map<Check, Boolean> checked) {
    return checked.computeIfAbsent(
        new Check(id, by, key), _ -> payload.signedByKey(practice, by, key));
  }
}
