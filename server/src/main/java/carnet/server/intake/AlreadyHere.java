package carnet.server.intake;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Hashes;
import carnet.record.Change;
import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.Practice.History;
import carnet.record.Practice.Write;
import carnet.record.Practice.Written;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.Problems;
import carnet.vault.Opening;
import carnet.vault.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the practice holds of those whom an import names. A chart is opened when it is first named,
 * against a trace; of its resources only hashes are remembered, {@link #MOST} in all: the file not
 * asked for the longest is forgotten, and opened again if it is named again. Not thread-safe.
 */
final class AlreadyHere {

  private static final int MOST = 200_000;

  private final Practice practice;
  private final Session by;
  private final String batch;
  private final Map<Optional<PatientId>, File> files = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * @param batch the trace under which the import was let in
   */
  AlreadyHere(Practice practice, Session by, String batch) {
    this.practice = practice;
    this.by = by;
    this.batch = batch;
  }

  /** What is held about one patient, or (none) about nobody in particular. */
  static final class File {
    private final Set<Bytes> states = new HashSet<>();
    private final Map<ResourceKey, List<EntryId>> heads = new HashMap<>();

    /** Whether it was ever in this very state here. */
    boolean everHeld(Resource resource) {
      return states.contains(state(resource));
    }

    /** The parents of its next version. */
    List<EntryId> heads(ResourceKey key) {
      return heads.getOrDefault(key, List.of());
    }

    void wrote(List<Write> writes, List<Written> written) {
      for (Write each : writes) {
        if (each.change() instanceof Change.Put put) {
          states.add(state(put.resource()));
          heads.put(put.resource().key(), new ArrayList<>());
        }
      }
      written.forEach(
          each -> heads.computeIfAbsent(each.key(), _ -> new ArrayList<>()).add(each.version()));
    }

    private static Bytes state(Resource resource) {
      return Hashes.sha256(Bytes.utf8(resource.key() + "\n"), Bytes.of(resource.bytes()));
    }
  }

  File about(Optional<PatientId> whom) {
    File known = files.get(whom);
    if (known != null) {
      return known;
    }
    File opened = isNew(whom) ? new File() : open(whom);
    files.put(whom, opened);
    forget(opened);
    return opened;
  }

  private boolean isNew(Optional<PatientId> whom) {
    return whom.filter(patient -> !practice.hasAnyAbout(by, patient)).isPresent();
  }

  private File open(Optional<PatientId> whom) {
    Opening<History> opening = practice.history(by, "import.chart", whom, Map.of("batch", batch));
    History history = Problems.granted(opening).value();
    File file = new File();
    history.everPut().forEach(each -> file.states.add(File.state(each)));
    history.chart().current().forEach(each -> file.heads.put(each.key(), each.heads()));
    return file;
  }

  private void forget(File butThis) {
    int held = files.values().stream().mapToInt(each -> each.states.size()).sum();
    for (Iterator<File> oldest = files.values().iterator(); oldest.hasNext() && held > MOST; ) {
      File each = oldest.next();
      if (each != butThis) {
        held -= each.states.size();
        oldest.remove();
      }
    }
  }
}
