package carnet.server.intake;

import carnet.record.PatientId;
import carnet.record.Practice.About;
import carnet.record.Practice.Write;
import carnet.record.Practice.Written;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.intake.BundleReader;
import carnet.record.intake.Item;
import carnet.record.intake.Links;
import carnet.server.Problems;
import carnet.server.practice.House;
import carnet.vault.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Brings a source in, resource by resource, bytes as they came, a batch at a time. Twice the same
 * gives the same, so one that was stopped goes on by beginning again: what was ever written in
 * these very bytes is not written again, even where it was changed here since, and what differs is
 * a newer version. What is refused is told line by line, and the rest is kept.
 *
 * <p>Judged as a whole before the first byte is read, and again with each chart that was there
 * before; each is traced.
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

  /** Told as it goes, of what is durable. */
  interface Progress {
    void durable(long resources) throws IOException;
  }

  /** An import that was let in, named by its trace. */
  final class Run {

    private final Session by;
    private final AlreadyHere alreadyHere;
    private final Map<Optional<PatientId>, List<Resource>> waiting = new LinkedHashMap<>();
    private final List<Refused> refused = new ArrayList<>();
    private long kept;
    private long same;
    private int pending;

    private Run(Session by, String trace) {
      this.by = by;
      this.alreadyHere = new AlreadyHere(house.practice(), by, trace);
    }

    Done bring(String source, InputStream in, Progress progress) throws IOException {
      BundleReader reader = new BundleReader(in, new Links(source));
      for (Optional<Item> next = reader.next(); next.isPresent(); next = reader.next()) {
        take(next.get());
        if (pending >= BATCH) {
          flush();
          progress.durable(kept + same);
        }
      }
      flush();
      return soFar();
    }

    /** What is durable and what was refused, also where it was stopped in the middle. */
    Done soFar() {
      return new Done(kept, same, List.copyOf(refused));
    }

    private void take(Item item) {
      switch (item) {
        case Item.Refused no -> refuse(no.place(), no.field(), no.reason() + ": " + no.sentence());
        case Item.Found found -> {
          switch (found.subject()) {
            case Item.Subject.Of of -> wait(Optional.of(PatientId.of(of.patient())), found);
            case Item.Subject.Practice _ -> wait(Optional.empty(), found);
            case Item.Subject.Nobody _ ->
                refuse(
                    found.place(),
                    found.resource().type(),
                    "names no patient: nothing tells into whose chart it belongs");
          }
        }
      }
    }

    private void wait(Optional<PatientId> about, Item.Found found) {
      waiting.computeIfAbsent(about, _ -> new ArrayList<>()).add(found.resource());
      pending++;
    }

    private void refuse(Item.Place place, String field, String reason) {
      refused.add(new Refused(place.toString(), field, reason));
    }

    private void flush() {
      List<About> all = new ArrayList<>();
      List<AlreadyHere.File> files = new ArrayList<>();
      waiting.forEach((whom, resources) -> {
        AlreadyHere.File file = alreadyHere.about(whom);
        List<Write> writes = writes(file, resources);
        if (!writes.isEmpty()) {
          all.add(new About(whom, writes));
          files.add(file);
        }
      });
      if (!all.isEmpty()) {
        List<List<Written>> written = house.practice().writeAll(by, all);
        for (int i = 0; i < all.size(); i++) {
          files.get(i).wrote(all.get(i).writes(), written.get(i));
          kept += all.get(i).writes().size();
        }
      }
      waiting.clear();
      pending = 0;
    }

    private List<Write> writes(AlreadyHere.File file, List<Resource> resources) {
      Map<ResourceKey, Write> writes = new LinkedHashMap<>();
      for (Resource each : resources) {
        if (file.everHeld(each)) {
          same++;
        } else if (writes.put(each.key(), Write.next(each, file.heads(each.key()))) != null) {
          same++; // twice in one batch: the later one is it
        }
      }
      return List.copyOf(writes.values());
    }
  }

  /**
   * Asks the sentinel, which wants a fresh factor.
   *
   * @throws carnet.server.Problem step-up or frozen, with the reasons
   */
  Run begin(Session by) {
    var let =
        house
            .practice()
            .disclose(by, "import", Map.of(), List.of(), _ -> Optional.<PatientId>empty());
    return new Run(by, Problems.granted(let).trace().entry().hex());
  }
}
