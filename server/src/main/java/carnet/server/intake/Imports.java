package carnet.server.intake;

import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.Practice.Write;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.chart.Chart;
import carnet.record.intake.BundleReader;
import carnet.record.intake.Item;
import carnet.record.intake.Links;
import carnet.server.Problems;
import carnet.server.practice.House;
import carnet.vault.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Brings a source in, resource by resource, bytes as they came. Twice the same gives the same: of a
 * patient who was there before, what is equal is not written again, and what differs is a newer
 * version. What is refused is told line by line, and the rest is kept.
 */
@Component
public final class Imports {

  private static final int BATCH = 200;

  private final House house;

  Imports(House house) {
    this.house = house;
  }

  record Refused(String line, String field, String reason) {}

  record Done(long kept, long same, List<Refused> refused) {}

  /** Told as it goes. */
  interface Progress {
    void kept(long resources) throws IOException;
  }

  Done bring(Session by, String source, InputStream in, Progress progress) throws IOException {
    return new Run(by).bring(new BundleReader(in, new Links(source)), progress);
  }

  private final class Run {

    private final Session by;
    private final List<Refused> refused = new ArrayList<>();
    private final Map<PatientId, List<Resource>> waiting = new LinkedHashMap<>();
    private final Map<PatientId, Map<ResourceKey, carnet.record.chart.Held>> before =
        new HashMap<>();
    private final java.util.Set<PatientId> fresh = new java.util.HashSet<>();
    private final List<Resource> ofPractice = new ArrayList<>();
    private long kept;
    private long same;
    private int pending;

    Run(Session by) {
      this.by = by;
    }

    Done bring(BundleReader reader, Progress progress) throws IOException {
      for (Optional<Item> next = reader.next(); next.isPresent(); next = reader.next()) {
        take(next.get());
        if (pending >= BATCH) {
          flush();
          progress.kept(kept + same);
        }
      }
      flush();
      return new Done(kept, same, refused);
    }

    private void take(Item item) {
      switch (item) {
        case Item.Refused no ->
            refused.add(
                new Refused(no.place().toString(), no.field(), no.reason() + ": " + no.sentence()));
        case Item.Found found -> {
          pending++;
          switch (found.subject()) {
            case Item.Subject.Of of ->
                waiting
                    .computeIfAbsent(PatientId.of(of.patient()), _ -> new ArrayList<>())
                    .add(found.resource());
            case Item.Subject.Practice _ -> ofPractice.add(found.resource());
            case Item.Subject.Nobody _ ->
                refused.add(
                    new Refused(
                        found.place().toString(),
                        found.resource().type(),
                        "names no patient: nothing tells into whose chart it belongs"));
          }
        }
      }
    }

    private void flush() {
      waiting.forEach(this::write);
      waiting.clear();
      List<Write> writes = new ArrayList<>();
      for (Resource each : ofPractice) {
        var there = house.practice().current(by, each.key());
        boolean equal = there.flatMap(it -> it.current()).filter(it -> equal(it, each)).isPresent();
        if (equal) {
          same++;
        } else {
          writes.add(there.map(it -> Write.next(each, it.heads())).orElse(Write.fresh(each)));
        }
      }
      if (!writes.isEmpty()) {
        kept += writes.size();
        house.practice().writeForPractice(by, writes);
      }
      ofPractice.clear();
      pending = 0;
    }

    private void write(PatientId patient, List<Resource> resources) {
      Map<ResourceKey, carnet.record.chart.Held> known = known(patient);
      Map<ResourceKey, Write> writes = new LinkedHashMap<>();
      for (Resource each : resources) {
        carnet.record.chart.Held there = known.get(each.key());
        if (there == null) {
          writes.put(each.key(), Write.fresh(each));
        } else if (equal(there.resource(), each)) {
          same++;
        } else {
          writes.put(each.key(), Write.next(each, there.heads()));
        }
      }
      if (!writes.isEmpty()) {
        kept += writes.size();
        house.practice().write(by, patient, List.copyOf(writes.values()));
      }
    }

    /** What was there before this import began, of a patient who was; a new one has nothing. */
    private Map<ResourceKey, carnet.record.chart.Held> known(PatientId patient) {
      Map<ResourceKey, carnet.record.chart.Held> opened = before.get(patient);
      if (opened != null) {
        return opened;
      }
      if (fresh.contains(patient) || house.practice().known(by, patient).isEmpty()) {
        fresh.add(patient);
        return Map.of();
      }
      Chart chart =
          Problems.granted(
                  house
                      .practice()
                      .open(by, "import", patient, Map.of(), Practice.OF_PATIENTS))
              .value();
      Map<ResourceKey, carnet.record.chart.Held> found = new HashMap<>();
      chart.current().forEach(each -> found.put(each.key(), each));
      before.put(patient, found);
      if (before.size() > 50) {
        before.remove(before.keySet().iterator().next());
      }
      return found;
    }

    private static boolean equal(Resource one, Resource other) {
      return Arrays.equals(one.bytes(), other.bytes());
    }
  }
}
