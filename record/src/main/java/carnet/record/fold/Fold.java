package carnet.record.fold;

import carnet.journal.EntryId;
import carnet.record.Change;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds the versions of one resource into its state (DESIGN, section 6).
 *
 * <p>Pure: the same set gives the same state, at any wall clock and in any order of arrival.
 * Parents come first. Of two concurrent versions different JSON paths both survive; of the same
 * path the later clock, then the greater id, wins, and both are shown. Deleting and editing at once
 * is such a difference too. Where one version ends it all and is a put, the state is its bytes,
 * verbatim, and nothing is parsed.
 */
public final class Fold {

  private final ResourceKey key;
  private final Map<EntryId, Version> versions = new TreeMap<>(bytewise());
  private final Map<EntryId, Integer> children = new HashMap<>();
  private final Set<EntryId> missing = new HashSet<>();

  private Fold(Collection<Version> all) {
    for (Version version : all) {
      versions.put(version.id(), version);
    }
    this.key = all.iterator().next().change().key();
    for (Version version : versions.values()) {
      if (!version.change().key().equals(key)) {
        throw new IllegalArgumentException("versions of two resources in one fold");
      }
      for (EntryId parent : Set.copyOf(version.parents())) {
        if (versions.containsKey(parent)) {
          children.merge(parent, 1, Integer::sum);
        } else {
          missing.add(parent);
        }
      }
    }
  }

  /**
   * @param versions of one resource in one class, at least one; equal ids count once
   */
  public static Folded of(Collection<Version> versions) {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("nothing to fold");
    }
    return new Fold(versions).folded();
  }

  private Folded folded() {
    List<Version> heads = heads();
    Version newest = heads.getFirst();
    if (heads.size() == 1 && newest.change() instanceof Change.Put put) {
      return state(Optional.of(put.resource()), heads, List.of());
    }
    if (heads.size() == 1 && newest.change() instanceof Change.Delete) {
      return state(Optional.empty(), heads, List.of());
    }
    Registers merged = Registers.merge(registersOf(heads));
    Optional<Resource> current =
        merged.deleted() ? Optional.empty() : Optional.of(resource(merged));
    return state(current, heads, merged.conflicts());
  }

  /** Verbatim where the merge says what one head's put says anyway. */
  private Resource resource(Registers merged) {
    var content = merged.content();
    for (Version head : heads()) {
      if (head.change() instanceof Change.Put put
          && Registers.text(put.resource().tree()).equals(Registers.text(content))) {
        return put.resource();
      }
    }
    return Resource.of(key, content);
  }

  private Folded state(Optional<Resource> current, List<Version> heads, List<Conflict> conflicts) {
    Version newest = heads.getFirst();
    return new Folded(
        key,
        current,
        heads.stream().map(Version::id).toList(),
        conflicts,
        newest.clock(),
        newest.author(),
        Collections.unmodifiableSet(inOrder(missing)));
  }

  /** Newest first. An id is a hash, so there is always one. */
  private List<Version> heads() {
    return versions.values().stream()
        .filter(version -> !children.containsKey(version.id()))
        .sorted(Version.BY_PRECEDENCE.reversed())
        .toList();
  }

  private List<Registers> registersOf(List<Version> heads) {
    Map<EntryId, Registers> after = new HashMap<>();
    int index = 0;
    for (Version version : parentsFirst()) {
      List<Registers> before = new ArrayList<>();
      for (EntryId parent : inOrder(version.parents())) {
        Registers known = after.get(parent);
        if (known != null) {
          boolean only = children.getOrDefault(parent, 0) == 1;
          before.add(only ? known : known.copy());
        }
      }
      after.put(version.id(), Registers.merge(before).apply(version, index++));
    }
    return heads.stream()
        .map(version -> after.getOrDefault(version.id(), new Registers()))
        .toList();
  }

  private List<Version> parentsFirst() {
    Map<EntryId, Integer> waiting = new HashMap<>();
    Map<EntryId, List<Version>> next = new HashMap<>();
    PriorityQueue<Version> ready = new PriorityQueue<>(Version.BY_PRECEDENCE);
    for (Version version : versions.values()) {
      int known = 0;
      for (EntryId parent : Set.copyOf(version.parents())) {
        if (versions.containsKey(parent)) {
          known++;
          next.computeIfAbsent(parent, _ -> new ArrayList<>()).add(version);
        }
      }
      waiting.put(version.id(), known);
      if (known == 0) {
        ready.add(version);
      }
    }
    List<Version> order = new ArrayList<>();
    for (Version version = ready.poll(); version != null; version = ready.poll()) {
      order.add(version);
      for (Version child : next.getOrDefault(version.id(), List.of())) {
        if (waiting.merge(child.id(), -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    return order;
  }

  private static Set<EntryId> inOrder(Collection<EntryId> ids) {
    Set<EntryId> sorted = new TreeSet<>(bytewise());
    sorted.addAll(ids);
    return sorted;
  }

  private static Comparator<EntryId> bytewise() {
    return Comparator.comparing(EntryId::value);
  }
}
