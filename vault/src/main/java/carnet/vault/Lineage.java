package carnet.vault;

import carnet.journal.EntryId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each act of a keyring was made under: the acts that its heads name, and theirs. The order of
 * arrival never shows.
 */
final class Lineage {

  private final Map<EntryId, Keyring.Item> items;
  private final Map<EntryId, Set<EntryId>> before = new HashMap<>();

  Lineage(Map<EntryId, Keyring.Item> items) {
    this.items = items;
  }

  /** Heads before what names them; else by clock, then id. */
  List<Keyring.Item> ordered() {
    List<Keyring.Item> sorted =
        items.values().stream()
            .sorted(
                Comparator.comparingLong((Keyring.Item each) -> each.label().clock())
                    .thenComparing(each -> each.id().value()))
            .toList();
    List<Keyring.Item> out = new ArrayList<>();
    Set<EntryId> done = new HashSet<>();
    for (Keyring.Item each : sorted) {
      Deque<Keyring.Item> stack = new ArrayDeque<>(List.of(each));
      Set<EntryId> opened = new HashSet<>();
      while (!stack.isEmpty()) {
        Keyring.Item top = stack.getFirst();
        if (opened.add(top.id())) {
          for (EntryId head : top.payload().header().heads()) {
            Keyring.Item earlier = items.get(head);
            if (earlier != null && !done.contains(head) && !opened.contains(head)) {
              stack.addFirst(earlier);
            }
          }
        } else {
          stack.removeFirst();
          if (done.add(top.id())) {
            out.add(top);
          }
        }
      }
    }
    return out;
  }

  /** Whether the earlier act was there when the later was made, as far as that one says. */
  boolean knew(Keyring.Item later, EntryId earlier) {
    return before(later).contains(earlier);
  }

  Set<EntryId> before(Keyring.Item item) {
    Set<EntryId> known = before.get(item.id());
    if (known == null) {
      known = walk(item);
      before.put(item.id(), known);
    }
    return known;
  }

  private Set<EntryId> walk(Keyring.Item item) {
    Set<EntryId> found = new HashSet<>();
    Deque<EntryId> next = new ArrayDeque<>(item.payload().header().heads());
    while (!next.isEmpty()) {
      EntryId id = next.removeFirst();
      Keyring.Item earlier = items.get(id);
      if (found.add(id) && earlier != null) {
        next.addAll(earlier.payload().header().heads());
      }
    }
    return found;
  }
}
