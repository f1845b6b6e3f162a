package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.Kind;
import carnet.journal.MalformedPayload;
import carnet.journal.Payload;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.Optional;

/** Who writes a log: what its entry 0 says, once it was believed. */
public record Certificate(WriterId writer, Bytes key, ReplicaId replica, long incarnation) {
  /**
   * Believes entry 0 of a log by its own chain alone: from the key whose hash is the practice's id,
   * over stewards, to the replica that signed for this writer. Whether any of them was revoked
   * since is the {@link Roster}'s to say.
   */
  public static Optional<Certificate> verify(Entry zero) {
    if (zero.sequence() != 0 || readWriter(zero).isEmpty()) {
      return Optional.empty();
    }
    Roster alone = new Roster(zero.log().practice());
    alone.accept(zero);
    return alone.writer(zero.log().writer());
  }

  /** The act of entry 0, if it names the very writer whose log it opens. */
  private static Optional<Act.Writer> readWriter(Entry zero) {
    Bytes body = zero.body();
    if (zero.kind() != Kind.AUTHORITY || body == null) {
      return Optional.empty();
    }
    try {
      return ActJson.read(Payload.decode(body))
          .filter(Act.Writer.class::isInstance)
          .map(Act.Writer.class::cast)
          .filter(writer -> writer.id().equals(zero.log().writer()));
    } catch (MalformedPayload e) {
      return Optional.empty();
    }
  }
}
