package carnet.record;

import carnet.journal.Entry;
import carnet.journal.Kind;
import carnet.record.agenda.Agenda;
import carnet.record.directory.Directory;
import carnet.record.directory.Hit;
import carnet.record.fold.Fold;
import carnet.record.fold.Folded;
import carnet.vault.Compartment;
import carnet.vault.Opened;
import carnet.vault.Session;
import carnet.vault.Vault;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Directory and agenda of the practice, in memory while a member is unlocked. Filled by the first
 * session, kept current by whichever asks next, dropped with the last. Equal after any rebuild.
 */
final class Projections {

  private final ZoneId zone;
  private final Queue<Entry> arrived = new ConcurrentLinkedQueue<>();
  private View view;
  private boolean filled;

  /** What is in memory, at one moment. */
  record View(Directory directory, Agenda agenda, Map<ResourceKey, Map<String, Version>> versions) {
    static View empty(ZoneId zone) {
      return new View(
          new Directory(), new Agenda(zone, Agenda.References.LITERAL), new HashMap<>());
    }
  }

  Projections(Vault vault, ZoneId zone) {
    this.zone = zone;
    this.view = View.empty(zone);
    vault.onEntries(this::arrived);
  }

  private void arrived(List<Entry> entries) {
    for (Entry each : entries) {
      if (each.kind() == Kind.SEALED) {
        arrived.add(each);
      }
    }
  }

  /** The view, current with all that arrived; opened with this session's keys. */
  synchronized View of(Session by) {
    if (!filled) {
      arrived.clear();
      view = View.empty(zone);
      List<Opened> all = new ArrayList<>(by.project(Compartment.IDENTITY).toList());
      all.addAll(by.project(Compartment.AGENDA).toList());
      take(all);
      filled = true;
    } else {
      List<Opened> more = new ArrayList<>();
      for (Entry each = arrived.poll(); each != null; each = arrived.poll()) {
        by.projected(each).ifPresent(more::add);
      }
      take(more);
    }
    return view;
  }

  synchronized Optional<Folded> state(Session by, ResourceKey key) {
    Map<String, Version> versions = of(by).versions().get(key);
    return versions == null ? Optional.empty() : Optional.of(Fold.of(versions.values()));
  }

  synchronized List<Hit> patients(Session by) {
    of(by);
    List<Hit> found = new ArrayList<>();
    for (ResourceKey key : view.versions().keySet()) {
      if (key.type().equals("Patient")) {
        view.directory().find(key).ifPresent(found::add);
      }
    }
    return found;
  }

  synchronized void drop() {
    view = View.empty(zone);
    arrived.clear();
    filled = false;
  }

  private void take(List<Opened> entries) {
    Set<ResourceKey> touched = new LinkedHashSet<>();
    for (Opened each : entries) {
      RecordEntry.version(each)
          .ifPresent(version -> {
            ResourceKey key = version.change().key();
            view.versions()
                .computeIfAbsent(key, _ -> new LinkedHashMap<>())
                .put(version.id().hex(), version);
            touched.add(key);
          });
    }
    for (ResourceKey key : touched) {
      Map<String, Version> versions = view.versions().get(key);
      if (versions != null) {
        Folded state = Fold.of(versions.values());
        view.directory().apply(state);
        view.agenda().apply(state);
      }
    }
  }
}
