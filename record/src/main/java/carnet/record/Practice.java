package carnet.record;

import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.record.agenda.Agenda;
import carnet.record.chart.Chart;
import carnet.record.chart.Held;
import carnet.record.directory.Directory;
import carnet.record.directory.Hit;
import carnet.record.directory.Query;
import carnet.record.fold.Folded;
import carnet.vault.Access;
import carnet.vault.ChartKeys;
import carnet.vault.Chunks;
import carnet.vault.Compartment;
import carnet.vault.Listing;
import carnet.vault.MemberId;
import carnet.vault.Opened;
import carnet.vault.Opening;
import carnet.vault.Session;
import carnet.vault.Subject;
import carnet.vault.Vault;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The record of one practice on one replica: write, open, search. The rooms of the server use this
 * face and no other.
 *
 * <p>What shows a name goes through the vault's traces; what is written is classified, sealed and
 * durable before it is acknowledged, all or none. Directory and agenda are held in memory while a
 * session is unlocked ({@link Projections}). Safe for many threads.
 */
public final class Practice {

  /** The classes of a chart: what is about a patient, and not about who read it. */
  private static final Set<Compartment> OF_PATIENTS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Compartment.AUDIT)));

  private final Vault vault;
  private final Classifier classifier = new Classifier();
  private final Projections projections;

  public Practice(Vault vault, ZoneId zone) {
    this.vault = vault;
    this.projections = new Projections(vault, zone);
  }

  /**
   * One change to write.
   *
   * @param parents the versions that its author saw; empty for a new resource
   * @param signed whether the member's signature stands in the payload: prescriptions and reports
   */
  public record Write(Change change, List<EntryId> parents, boolean signed) {
    public static Write fresh(Resource resource) {
      return new Write(new Change.Put(resource), List.of(), false);
    }

    public static Write next(Resource resource, List<EntryId> parents) {
      return new Write(new Change.Put(resource), parents, false);
    }
  }

  /** What to write about one patient, or about nobody in particular. */
  public record About(Optional<PatientId> whom, List<Write> writes) {}

  /** A change that is durable, and the entry that holds it: its version. */
  public record Written(ResourceKey key, EntryId version) {}

  /** What a search shows: at most ten. */
  public record Hits(List<Hit> hits, boolean more, boolean alike) {}

  /** A row of the day with the name that it shows. */
  public record DayRow(Agenda.Slot slot, Optional<Hit> patient) {}

  /** What was sealed to this member by name: a message, a letter to type. */
  public record Personal(Opened entry, Resource resource) {}

  /** Writes about a patient, all or none, durable when it returns. */
  public List<Written> write(Session by, PatientId about, List<Write> writes) {
    return write(by, by.patient(about.bytes()), writes);
  }

  private Subject ofPractice(Session by) {
    return by.ofMember(new MemberId(vault.practice().value()));
  }

  /** Writes about many at once, all or none, in one durable batch; answered in the same order. */
  public List<List<Written>> writeAll(Session by, List<About> all) {
    List<Sealed> sealed = all.stream().map(each -> seal(by, each)).toList();
    append(by, sealed);
    return sealed.stream().map(Sealed::written).toList();
  }

  /** Seals now what is appended later: for much that comes at once. */
  public Sealed seal(Session by, About about) {
    return seal(by, about.whom().map(id -> subject(by, id)).orElse(ofPractice(by)), about.writes());
  }

  /** All or none, in one durable batch, whoever sealed it. */
  public void append(Session by, List<Sealed> all) {
    by.append(all.stream().flatMap(each -> each.drafts().stream()).toList());
  }

  private List<Written> write(Session by, Subject subject, List<Write> writes) {
    Sealed sealed = seal(by, subject, writes);
    by.append(sealed.drafts());
    return sealed.written();
  }

  /** What is to be appended, and what is written once it is. */
  public record Sealed(List<Draft> drafts, List<Written> written) {}

  private Sealed seal(Session by, Subject subject, List<Write> writes) {
    List<Draft> drafts = new ArrayList<>();
    List<Written> written = new ArrayList<>();
    for (Write each : writes) {
      for (Filing filing : filings(each.change())) {
        Told told = tell(by, filing, each.parents());
        Draft draft =
            by.seal(each.signed() ? by.sign(told.payload) : told.payload, filing.into, subject);
        drafts.addAll(told.chunks);
        drafts.add(draft);
        written.add(new Written(each.change().key(), draft.id()));
      }
    }
    return new Sealed(drafts, written);
  }

  /** A change as an entry tells it, and the chunks it names. */
  private record Told(Payload payload, List<Draft> chunks) {}

  private static Told tell(Session by, Filing filing, List<EntryId> parents) {
    String author = by.member().id().hex();
    if (filing.change instanceof Change.Put put) {
      Attached paper = Attached.split(put.resource().bytes()).orElse(null);
      if (paper != null) {
        Chunks chunks = by.chunk(paper.data(), filing.into);
        return new Told(
            RecordEntry.payload(put.key(), paper, chunks, parents, author), chunks.drafts());
      }
    }
    return new Told(RecordEntry.payload(filing.change, parents, author), List.of());
  }

  private record Filing(Change change, Compartment into) {}

  /**
   * A resource that says more than its low class may hold is kept whole in history, with a stub
   * beside it.
   */
  private List<Filing> filings(Change change) {
    return switch (change) {
      case Change.Put put -> {
        Classified classified = classifier.classify(put.resource());
        List<Filing> filings = new ArrayList<>();
        filings.add(new Filing(put, classified.compartment()));
        classified
            .stub()
            .ifPresent(stub ->
                filings.add(new Filing(new Change.Put(stub.resource()), stub.compartment())));
        yield filings;
      }
      case Change.Patch patch ->
          List.of(new Filing(patch, ResourceTypes.compartment(patch.key().type())));
      case Change.Delete delete ->
          List.of(new Filing(delete, ResourceTypes.compartment(delete.key().type())));
    };
  }

  /** Seals a resource to these members alone (and to its author, if named). */
  public Written writeTo(
      Session by, Set<MemberId> readers, Optional<PatientId> about, Resource resource) {
    Payload payload =
        RecordEntry.payload(new Change.Put(resource), List.of(), by.member().id().hex());
    Subject subject = about.map(id -> by.patient(id.bytes())).orElse(by.ofMember(by.member().id()));
    Draft draft = by.sealTo(readers, payload, Compartment.HISTORY, subject);
    return new Written(resource.key(), by.append(List.of(draft)).getFirst().entry());
  }

  /** Files a paper into a class, and to these members by name, all or none. */
  public void file(Session by, PatientId about, Resource paper, Set<MemberId> readers) {
    Compartment into = classifier.classify(paper).compartment();
    Told told = tell(by, new Filing(new Change.Put(paper), into), List.of());
    List<Draft> drafts = new ArrayList<>(told.chunks);
    drafts.add(by.seal(told.payload, into, by.patient(about.bytes())));
    if (!readers.isEmpty()) {
      drafts.add(by.sealTo(readers, told.payload, into, by.patient(about.bytes())));
    }
    by.append(drafts);
  }

  /** Opens a chart: every class that the session holds, against one durable trace. */
  public Opening<Chart> chart(Session by, PatientId patient, Map<String, Object> detail) {
    return open(by, "patient.open", patient, OF_PATIENTS, detail).map(Practice::fold);
  }

  /** Opens some classes of a chart for a purpose of its own: a print, an export. */
  public Opening<Chart> open(
      Session by, String kind, PatientId patient, Map<String, Object> detail, Set<Compartment> of) {
    return open(by, kind, patient, of, detail).map(Practice::fold);
  }

  /** One resource with its paper in it; empty where the chart has none of that name. */
  public Opening<Optional<Resource>> whole(
      Session by,
      String kind,
      PatientId patient,
      Map<String, Object> detail,
      Set<Compartment> of,
      ResourceKey key) {
    return open(by, kind, patient, of, detail)
        .map(keys -> {
          Read read = Read.of(keys);
          return read.chart().find(key).map(read::whole).map(Held::resource);
        });
  }

  /**
   * All about one patient, or about nobody in particular: for an export. Papers come with the
   * resource that has them, one at a time.
   */
  public Opening<Stream<Held>> export(
      Session by, Optional<PatientId> whom, Map<String, Object> detail) {
    return open(by, "export.chart", whom, detail)
        .map(Read::of)
        .map(read -> read.chart().current().stream().map(read::whole));
  }

  /**
   * What is held of each resource: for an import, which must not bring in again what was here.
   *
   * @param everPut each state that any of them was ever put into, whole; to be gone through once
   */
  public record History(Chart chart, Stream<Resource> everPut) {}

  /** All that is and was held about one patient, or about nobody in particular. */
  public Opening<History> history(
      Session by, String kind, Optional<PatientId> whom, Map<String, Object> detail) {
    return open(by, kind, whom, detail)
        .map(Read::of)
        .map(read -> new History(read.chart(), read.everPut()));
  }

  /**
   * What was filed, read once.
   *
   * @param papers entries that keep a paper beside them: it stays there until it is asked for
   * @param signed entries that carry a signature: it is checked where it is asked for
   */
  private record Read(
      ChartKeys keys,
      List<Chart.Filed> versions,
      Map<EntryId, Opened> papers,
      Map<EntryId, Opened> signed) {

    static Read of(ChartKeys keys) {
      List<Chart.Filed> versions = new ArrayList<>();
      Map<EntryId, Opened> papers = new HashMap<>();
      Map<EntryId, Opened> signed = new HashMap<>();
      keys.read()
          .forEach(entry -> {
            RecordEntry.version(entry)
                .map(version -> new Chart.Filed(entry.label().compartment(), version))
                .ifPresent(versions::add);
            if (RecordEntry.hasPaper(entry)) {
              papers.put(entry.id(), entry);
            }
            if (!entry.payload().signatures().isEmpty()) {
              signed.put(entry.id(), entry);
            }
          });
      return new Read(keys, versions, papers, signed);
    }

    Chart chart() {
      return Chart.of(
          versions, id -> Optional.ofNullable(signed.get(id)).filter(keys::isSigned).isPresent());
    }

    Stream<Resource> everPut() {
      return versions.stream()
          .map(Chart.Filed::version)
          .flatMap(version ->
              version.change() instanceof Change.Put put
                  ? Stream.of(whole(version.id(), put.resource()))
                  : Stream.of());
    }

    Held whole(Held held) {
      return held.with(whole(held.version(), held.resource()));
    }

    private Resource whole(EntryId version, Resource rest) {
      return Optional.ofNullable(papers.get(version))
          .flatMap(entry -> keys.content(entry).map(data -> RecordEntry.whole(entry, data)))
          .orElse(rest);
    }
  }

  /** A paper that was sealed to this member by name, whole. */
  public Resource whole(Session by, Personal paper) {
    return by.content(paper.entry())
        .map(data -> RecordEntry.whole(paper.entry(), data))
        .orElse(paper.resource());
  }

  /** Whether anything at all is filed about a patient; says nothing of what. */
  public boolean hasAnyAbout(Session by, PatientId patient) {
    return vault.hasAnyAbout(subject(by, patient));
  }

  private Opening<ChartKeys> open(
      Session by,
      String kind,
      PatientId patient,
      Set<Compartment> classes,
      Map<String, Object> detail) {
    return by.open(new Access(kind, List.of(subject(by, patient)), classes, detail));
  }

  private Opening<ChartKeys> open(
      Session by, String kind, Optional<PatientId> whom, Map<String, Object> detail) {
    Subject subject = whom.map(id -> subject(by, id)).orElseGet(() -> ofPractice(by));
    return by.open(new Access(kind, List.of(subject), OF_PATIENTS, detail));
  }

  private static Chart fold(ChartKeys keys) {
    return Read.of(keys).chart();
  }

  /** At most ten names, and the trace that names whom they showed. */
  public Opening<Hits> search(Session by, Query query) {
    return search(by, query, hits -> hits);
  }

  /**
   * The same, with only those of the hits that a broad search may show; what is left out counts as
   * more, and is neither shown nor traced.
   */
  public Opening<Hits> search(Session by, Query query, UnaryOperator<List<Hit>> shown) {
    Directory.Hits found = projections.of(by).directory().search(query);
    List<Hit> few = shown.apply(found.hits());
    Listing<Hit> listing = Listing.of(few, hit -> by.patient(PatientId.of(hit.patient()).bytes()));
    boolean more = found.more() || few.size() < found.hits().size();
    return by.disclose(
            "patient.search", Set.of(Compartment.IDENTITY), Map.of("hits", few.size()), listing)
        .map(hits -> new Hits(hits, more, found.alike()));
  }

  /** The opaque subject of a patient: what facts about her name. */
  public Subject subject(Session by, PatientId patient) {
    return by.patient(patient.bytes());
  }

  /** The day's list. */
  public Opening<List<DayRow>> day(Session by, LocalDate date) {
    Projections.View view = projections.of(by);
    List<DayRow> rows =
        view.agenda().day(date).stream()
            .map(slot -> new DayRow(slot, slot.patient().flatMap(view.directory()::find)))
            .toList();
    return disclose(
        by,
        "names.shown",
        Map.of("what", "day"),
        rows,
        row -> row.slot().patient().map(PatientId::of));
  }

  /** Rows of any other list that names patients; the trace is written from the very rows. */
  public <T> Opening<List<T>> disclose(
      Session by,
      String kind,
      Map<String, Object> detail,
      List<T> rows,
      Function<T, Optional<PatientId>> whom) {
    Listing<T> listing =
        Listing.of(
            rows,
            row ->
                whom.apply(row)
                    .map(id -> by.patient(id.bytes()))
                    .orElseGet(() -> by.ofMember(by.member().id())));
    return by.disclose(kind, Set.of(Compartment.IDENTITY, Compartment.AGENDA), detail, listing);
  }

  /** What was sealed to this member by name, oldest first; the caller discloses what it shows. */
  public List<Personal> personal(Session by) {
    return by.personal()
        .flatMap(entry ->
            RecordEntry.version(entry).stream()
                .flatMap(version ->
                    version.change() instanceof Change.Put put
                        ? Optional.of(new Personal(entry, put.resource())).stream()
                        : Optional.<Personal>empty().stream()))
        .toList();
  }

  /** A patient's row as the directory holds it: for a band or a list that discloses it. */
  public Optional<Hit> known(Session by, PatientId patient) {
    return projections.of(by).directory().find(patient.key());
  }

  /** The agenda in memory: for explanations, and for moves. */
  public Agenda agenda(Session by) {
    return projections.of(by).agenda();
  }

  /** The current state of an appointment, to change it. */
  public Optional<Folded> current(Session by, ResourceKey key) {
    return projections.state(by, key);
  }

  /**
   * Every patient by subject: what turns an opaque list of traces into names, for who may see them.
   */
  public Map<Subject, Hit> bySubject(Session by) {
    Map<Subject, Hit> found = new HashMap<>();
    for (Hit hit : projections.patients(by)) {
      found.put(by.patient(PatientId.of(hit.patient()).bytes()), hit);
    }
    return found;
  }

  /** Drops what is in memory: called when the last session of the practice ends. */
  public void lock() {
    projections.drop();
  }
}
