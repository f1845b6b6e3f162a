package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.vault.MemberId;
import carnet.vault.SessionEnded;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session of one device as this server keeps it, open, locked or ended. Guarded by itself;
 * tokens are kept as hashes.
 */
final class Visit {

  /**
   * The answer to a renewal, remembered for as long as a lost one is forgiven.
   *
   * @param attempt what whoever asked called this request; none, and it is not forgiven
   */
  record Renewed(String spent, @Nullable String attempt, String token, String renewal, Instant at) {

    boolean answered(String asked, @Nullable String as) {
      return spent.equals(asked) && as != null && as.equals(attempt);
    }
  }

  final String id;
  final MemberId member;
  final String login;
  final String device;
  final Map<String, Instant> tokens = new HashMap<>();
  String renewal = "";
  @Nullable Renewed last;
  @Nullable SignedIn open;
  @Nullable Bytes asleep;
  @Nullable Ended ended;
  Instant used;
  Instant changed;

  Visit(String id, MemberId member, String login, String device, Instant now) {
    this.id = id;
    this.member = member;
    this.login = login;
    this.device = device;
    this.used = now;
    this.changed = now;
  }

  /** Drops the keys; what the page holds brings them back. */
  void lock(Instant now) {
    if (open != null) {
      open.shut();
      open = null;
      changed = now;
    }
  }

  /** Whether she came back meanwhile with new keys: this session is of the old ones. */
  boolean ofOldKeys() {
    return open != null && open.ended().equals(Optional.of(SessionEnded.Why.REPLACED));
  }

  void end(Ended why, Instant now) {
    if (ended == null) {
      lock(now);
      asleep = null;
      ended = why;
      changed = now;
    }
  }
}
