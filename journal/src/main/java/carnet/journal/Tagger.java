package carnet.journal;

import java.util.Set;

/**
 * Gives the tags under which this replica will look for an entry that came from elsewhere. A full
 * replica reads the label for it, with nobody unlocked; a relay gives none.
 */
public interface Tagger {
  Tagger NONE = _ -> Set.of();

  Set<Tag> tags(Entry received);
}
