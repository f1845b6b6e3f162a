package carnet.journal.verify;

import carnet.journal.LogId;
import carnet.journal.PracticeId;
import java.util.Optional;

/**
 * Something that is not as it must be, and where.
 *
 * @param sequence the entry, or the size at which it shows; -1 where it is of no one place
 */
public record Finding(What what, PracticeId practice, Optional<LogId> log, long sequence) {
  public enum What {
    /** The body or label is not what its leaf commits to. A good copy repairs it. */
    DAMAGED,
    /** An entry that the log must have is not there or cannot be read. */
    MISSING,
    /** The log is shorter than a checkpoint that someone holds. */
    ROLLED_BACK,
    /** The log and a checkpoint its writer signed tell two pasts. */
    CONTRADICTED,
    /** Two entries for one place; both are kept. */
    FORKED,
    /** A checkpoint without its writer's signature. */
    UNSIGNED,
    /** Entry 0 certifies nobody of this practice. */
    UNKNOWN_WRITER,
    /** An entry after the log was closed or its replica revoked. */
    NOT_ALLOWED,
    /** A body is absent and no act erased it. */
    WITHHELD,
    /** A tag holds fewer or other entries than were put under it. */
    SHORT_TAG,
    /** Another replica knows more of the log that this one writes: it was put back from a copy. */
    OWN_LOG_BEHIND
  }

  public static Finding at(What what, LogId log, long sequence) {
    return new Finding(what, log.practice(), Optional.of(log), sequence);
  }

  @Override
  public String toString() {
    String place = log.map(LogId::toString).orElse(practice.toString());
    return what + " at " + place + (sequence < 0 ? "" : "/" + sequence);
  }
}
