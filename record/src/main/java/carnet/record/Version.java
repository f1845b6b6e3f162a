package carnet.record;

import carnet.journal.EntryId;
import java.util.Comparator;
import java.util.List;

/**
 * One change of one resource as the journal keeps it.
 *
 * @param parents the versions that its author saw, by entry id
 * @param clock the hybrid clock of the label: 48 bits of milliseconds, 16 of counter
 * @param author the member's id in hex
 */
public record Version(EntryId id, List<EntryId> parents, long clock, String author, Change change) {

  /** The later clock, then the greater entry id, wins where two say different things. */
  public static final Comparator<Version> BY_PRECEDENCE =
      Comparator.comparing(Version::clock, Long::compareUnsigned)
          .thenComparing(version -> version.id().value());

  public Version {
    parents = List.copyOf(parents);
  }
}
