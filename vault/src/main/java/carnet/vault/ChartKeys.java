package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.vault.crypto.CannotOpen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of one subject for the classes that a trace names. Given by {@link Session#open} alone,
 * against that trace's receipt; they die with the session.
 */
public final class ChartKeys {

  private final Vault vault;
  private final SessionKeys keys;
  private final Subject subject;
  private final Set<Compartment> held;

  ChartKeys(Vault vault, SessionKeys keys, Subject subject, Set<Compartment> held) {
    this.vault = vault;
    this.keys = keys;
    this.subject = subject;
    this.held = Set.copyOf(held);
  }

  /** The classes whose keys were granted: what the trace calls read. */
  public Set<Compartment> held() {
    return held;
  }

  public Subject subject() {
    return subject;
  }

  /** Every entry of the subject in the granted classes, in order of arrival. */
  public Stream<Opened> read() {
    return held.stream()
        .sorted()
        .flatMap(clazz -> vault.tagged(vault.marks().about(clazz, subject)))
        .flatMap(entry -> open(entry).stream());
  }

  /** One entry of the subject in the granted classes. */
  public Optional<Opened> find(EntryId id) {
    return vault.find(id).flatMap(this::open);
  }

  /** Whether the member who wrote it signed it. */
  public boolean isSigned(Opened entry) {
    return vault.keyring().isSigned(entry.payload(), entry.label().author());
  }

  /**
   * What one of these entries keeps in chunks.
   *
   * @return empty where it holds all it has itself
   * @throws ContentNotHere where a chunk has not arrived yet
   */
  public Optional<Bytes> content(Opened entry) {
    return Content.of(vault, entry);
  }

  /**
   * Entries in the granted classes that did not open: damaged, or of a key that has not arrived.
   */
  public List<EntryId> closed() {
    List<EntryId> closed = new ArrayList<>();
    held.forEach(clazz ->
        vault
            .tagged(vault.marks().about(clazz, subject))
            .filter(entry -> !entry.erased() && open(entry).isEmpty())
            .forEach(entry -> closed.add(entry.id())));
    return closed;
  }

  private Optional<Opened> open(Entry entry) {
    Label label = vault.label(entry).orElse(null);
    if (label == null || !label.subject().equals(subject) || !held.contains(label.compartment())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Opened(entry.id(), label, keys.open(entry, label)));
    } catch (CannotOpen shut) {
      return Optional.empty();
    }
  }
}
