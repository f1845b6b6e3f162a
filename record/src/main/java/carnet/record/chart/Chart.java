package carnet.record.chart;

import carnet.journal.EntryId;
import carnet.record.Classifier;
import carnet.record.ResourceKey;
import carnet.record.ResourceTypes;
import carnet.record.Version;
import carnet.record.fold.Conflict;
import carnet.record.fold.Fold;
import carnet.record.fold.Folded;
import carnet.record.view.Patient;
import carnet.vault.Compartment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The current resources of one patient, of the classes that were opened.
 *
 * <p>Made whole at once from the versions, and immutable after: the same versions give the same
 * chart in any order. A stub and its whole are one resource. What need not be parsed is not: a
 * resource written once leaves as the bytes it came in.
 */
public final class Chart {

  /** A version and the class whose key opened it. */
  public record Filed(Compartment compartment, Version version) {}

  private static final Comparator<ResourceKey> PATIENT_FIRST =
      Comparator.comparing((ResourceKey key) -> !key.type().equals("Patient"))
          .thenComparing(Comparator.naturalOrder());

  private final Map<ResourceKey, Held> held = new TreeMap<>(PATIENT_FIRST);

  private final Predicate<EntryId> signed;

  private Chart(Predicate<EntryId> signed) {
    this.signed = signed;
  }

  /** Of versions that nobody signed. */
  public static Chart of(Collection<Filed> versions) {
    return of(versions, _ -> false);
  }

  /**
   * @param signed whether the author of that version signed it
   */
  public static Chart of(Collection<Filed> versions, Predicate<EntryId> signed) {
    Map<ResourceKey, Map<Compartment, List<Version>>> filed = new TreeMap<>();
    for (Filed each : versions) {
      filed
          .computeIfAbsent(each.version().change().key(), _ -> new EnumMap<>(Compartment.class))
          .computeIfAbsent(each.compartment(), _ -> new ArrayList<>())
          .add(each.version());
    }
    Chart chart = new Chart(signed);
    filed.forEach((key, chains) -> {
      Map<Compartment, Folded> states = new EnumMap<>(Compartment.class);
      chains.forEach((compartment, chain) -> states.put(compartment, Fold.of(chain)));
      held(key, states).ifPresent(one -> chart.held.put(key, one));
    });
    return chart;
  }

  /** The patient, where the identity class was opened. */
  public Optional<Patient> patient() {
    return current("Patient").stream().map(one -> Patient.of(one.resource())).findFirst();
  }

  /** All current resources, the patient first, then by type and id. */
  public Collection<Held> current() {
    return List.copyOf(held.values());
  }

  public List<Held> current(String type) {
    return held.values().stream().filter(one -> one.key().type().equals(type)).toList();
  }

  public Optional<Held> find(ResourceKey key) {
    return Optional.ofNullable(held.get(key));
  }

  /**
   * Whether this is what its author signed, whole; also where it was signed at once twice alike.
   */
  public boolean isSigned(Held one) {
    return one.conflicts().isEmpty() && one.heads().stream().allMatch(signed);
  }

  /** What two wrote differently at once and nobody settled yet. */
  public List<Held> conflicted() {
    return held.values().stream().filter(one -> !one.conflicts().isEmpty()).toList();
  }

  /** A FHIR bundle of type collection; the tags stand in its meta. Does not close the stream. */
  public void toBundle(OutputStream out, List<BundleWriter.Tag> tags) throws IOException {
    BundleWriter bundle = new BundleWriter(out, tags);
    for (Held one : held.values()) {
      bundle.entry(one);
    }
    bundle.end();
  }

  /**
   * One resource from its classes. In a type with a low class, that class's version is the truth
   * for what it lists, also of being deleted; otherwise the newest of the wholes.
   */
  private static Optional<Held> held(ResourceKey key, Map<Compartment, Folded> states) {
    Compartment own = ResourceTypes.compartment(key.type());
    boolean low = own != Compartment.HISTORY && own != Compartment.TREATMENT;
    Folded stub = low ? states.get(own) : null;
    Optional<Map.Entry<Compartment, Folded>> whole =
        states.entrySet().stream()
            .filter(one -> !(low && one.getKey() == own) && !one.getValue().deleted())
            .max(Comparator.comparing(one -> one.getValue().clock(), Long::compareUnsigned));
    if (stub == null) {
      return whole.map(one -> held(one.getKey(), one.getValue()));
    }
    if (stub.deleted() || whole.isEmpty()) {
      return stub.deleted() ? Optional.empty() : Optional.of(held(own, stub));
    }
    return Optional.of(joined(stub, whole.get().getKey(), whole.get().getValue()));
  }

  private static Held held(Compartment compartment, Folded state) {
    return new Held(
        state.current().orElseThrow(),
        compartment,
        state.heads(),
        state.conflicts(),
        state.clock(),
        state.author(),
        state.missing());
  }

  private static Held joined(Folded stub, Compartment compartment, Folded whole) {
    boolean stubNewer = Long.compareUnsigned(stub.clock(), whole.clock()) > 0;
    Folded first = stubNewer ? stub : whole;
    Folded second = stubNewer ? whole : stub;
    List<EntryId> heads = new ArrayList<>(first.heads());
    heads.addAll(second.heads());
    List<Conflict> conflicts = new ArrayList<>(stub.conflicts());
    conflicts.addAll(
        whole.conflicts().stream().filter(one -> !stub.conflicts().contains(one)).toList());
    Set<EntryId> missing = new HashSet<>(stub.missing());
    missing.addAll(whole.missing());
    return new Held(
        new Classifier().join(stub.current().orElseThrow(), whole.current().orElseThrow()),
        compartment,
        List.copyOf(heads),
        List.copyOf(conflicts),
        first.clock(),
        first.author(),
        Set.copyOf(missing));
  }
}
