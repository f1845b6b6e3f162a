package carnet.journal;

import java.util.Set;

/** An entry that has no place yet: sealed already, and tagged for this replica's look-ups. */
public record Draft(Kind kind, PracticeId practice, Bytes label, Bytes body, Set<Tag> tags) {
  public Draft {
    EntryFormat.requireSizes(label.size(), body.size());
    tags = Set.copyOf(tags);
  }

  public EntryId id() {
    return Hashes.entry(Hashes.sha256(label), Hashes.sha256(body));
  }
}
