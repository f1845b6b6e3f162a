package carnet.server.practice;

import carnet.journal.Committer;
import carnet.journal.Draft;
import carnet.journal.EntryStore;
import carnet.journal.Log;
import carnet.journal.PracticeId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.WriterKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import carnet.vault.Custody;
import carnet.vault.Vault;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log that this replica goes on writing, or a new one when the data directory was moved, copied
 * or put back: two places never write under one key.
 */
final class Incarnation {

  private final PracticeId practice;
  private final Roster roster;
  private final Custody custody;
  private final EntryStore store;
  private final Committer committer;
  private final Place place;

  Incarnation(
      PracticeId practice,
      Roster roster,
      Custody custody,
      EntryStore store,
      Committer committer,
      Place place) {
    this.practice = practice;
    this.roster = roster;
    this.custody = custody;
    this.store = store;
    this.committer = committer;
    this.place = place;
  }

  Log open(SecureRandom random) {
    int newest = 0;
    while (Files.exists(custody.writerFile(practice, newest + 1))) {
      newest++;
    }
    Log log = newest == 0 ? next(1, Optional.empty(), random) : goOn(newest, random);
    place.remember();
    return log;
  }

  private Log goOn(int newest, SecureRandom random) {
    WriterKey key = WriterKey.read(custody.writerFile(practice, newest));
    Log log = Log.open(practice, key, store, committer);
    boolean all =
        place
            .newest()
            .filter(kept -> kept.checkpoint().origin().equals(log.id().origin()))
            .map(kept -> Place.holds(store, log.id(), kept))
            .orElse(true);
    boolean certified = log.head().size() > 0 && roster.mayWrite(log.id(), log.head().size());
    if (place.same() && all && certified) {
      return log;
    }
    if (all && certified) {
      log.checkpoint(); // what it wrote last and had not signed: unsigned, no replica takes it
    }
    return next(newest + 1, Optional.of(log), random);
  }

  private Log next(int number, Optional<Log> before, SecureRandom random) {
    Authority authority = new Authority(practice, Vault.PRODUCT);
    WriterKey writer = WriterKey.create(custody.writerFile(practice, number), random);
    Log log = Log.open(practice, writer, store, committer);
    List<Draft> drafts = new ArrayList<>();
    drafts.add(
        authority.certificate(
            writer, custody.signingKey(), number, roster.chain(custody.replica())));
    before.ifPresent(old ->
        drafts.add(
            authority.draft(
                authority.sign(
                    new Act.Close(old.id().writer(), reached(old)),
                    Signer.replica(custody.signingKey())))));
    log.append(drafts);
    roster.acceptAll(log.range(0, drafts.size()));
    return log;
  }

  /** What it signed stands, even where this copy lost some of it: another replica may hold it. */
  private long reached(Log old) {
    long signed =
        place
            .newest()
            .map(SignedCheckpoint::checkpoint)
            .filter(kept -> kept.origin().equals(old.id().origin()))
            .map(kept -> kept.size())
            .orElse(0L);
    return Math.max(signed, old.head().size());
  }
}
