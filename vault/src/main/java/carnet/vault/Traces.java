package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Kind;
import carnet.journal.Payload;
import carnet.journal.Position;
import carnet.journal.Receipt;
import carnet.journal.Tag;
import carnet.vault.Acts.DayKey;
import carnet.vault.Acts.NotAnAct;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who was shown what: written before keys are given, read with nobody unlocked.
 *
 * <p>A trace holds codes and opaque subjects, sealed under the day key of its day: retention over
 * is that key destroyed.
 */
public final class Traces {

  static final String ACCESS = "access";
  static final String UNLOCK = "unlock";
  static final String DAY_BOX = "carnet/1/day-key";

  private final Vault vault;

  Traces(Vault vault) {
    this.vault = vault;
  }

  /**
   * One trace as it was written.
   *
   * @param decision allow, step_up or freeze: only an allowed access gave keys
   */
  public record Trace(
      EntryId id,
      Position place,
      Instant at,
      MemberId member,
      String op,
      String kind,
      String device,
      @Nullable String network,
      String session,
      List<Subject> subjects,
      Set<Compartment> classes,
      Verdict.Decision decision,
      Map<String, Object> explanation,
      List<Map<String, Object>> reasons,
      Map<String, Object> detail) {}

  private record Content(
      String kind,
      String device,
      @Nullable String network,
      String session,
      List<String> subjects,
      List<String> classes,
      String decision,
      Map<String, Object> explanation,
      List<Map<String, Object>> reasons,
      Map<String, Object> detail) {}

  /** Writes one; durable when it returns, and the receipt is of this very draft. */
  Receipt write(String op, MemberId who, Access.From from, Access what, Verdict verdict) {
    Content content =
        new Content(
            what.kind(),
            from.device(),
            from.network(),
            from.session(),
            what.subjects().stream().map(Subject::hex).toList(),
            what.classes().stream().map(Compartment::wire).sorted().toList(),
            verdict.decision().name(),
            verdict.explanation(),
            verdict.reasons(),
            what.detail());
    Payload payload =
        new Payload(
            new Payload.Header(
                op,
                who.hex(),
                Vault.PRODUCT,
                List.of(),
                List.of(),
                null,
                null,
                "application/json",
                Map.of()),
            Acts.write(content),
            List.of());
    long clock = vault.clock().next();
    Keyring.DayKey day = dayKey(HybridClock.instant(clock));
    Subject single = what.subjects().size() == 1 ? what.subjects().getFirst() : Subject.NONE;
    Label label = Label.plain(clock, day.id(), single, who);
    Draft draft;
    try (Secret key = Secret.copyOf(day.key().toArray())) {
      draft =
          vault
              .replicaKeys()
              .sealed(Kind.TRACE, label, key, List.of(), payload, tags(op, label, what.subjects()));
    }
    Receipt receipt = vault.append(draft);
    if (!receipt.isFor(draft)) {
      throw new IllegalStateException("the journal acknowledged another trace");
    }
    return receipt;
  }

  /** Every trace that names this subject, oldest first. */
  public Stream<Trace> about(Subject subject) {
    return read(vault.marks().tracesOf(subject));
  }

  /** Every trace of what this member did, oldest first. */
  public Stream<Trace> by(MemberId member) {
    return read(vault.marks().tracesBy(member));
  }

  /** Every trace of a day (UTC), by anyone. */
  public Stream<Trace> on(LocalDate day) {
    return read(vault.marks().tracesOn(day));
  }

  /**
   * The newest TOTP step that this member's unlocks used, of those not later than this one; -1 when
   * none. A later one is of a replica whose clock runs ahead, and would shut her out until then.
   */
  long lastStep(MemberId member, long latest) {
    return read(vault.marks().unlocksOf(member))
        .mapToLong(each -> each.detail().get("step") instanceof Number step ? step.longValue() : -1)
        .filter(step -> step <= latest)
        .max()
        .orElse(-1);
  }

  Set<Tag> tags(Entry entry, Label label) {
    return open(entry).map(trace -> tags(trace.op(), label, trace.subjects())).orElse(Set.of());
  }

  private Set<Tag> tags(String op, Label label, List<Subject> subjects) {
    Tags marks = vault.marks();
    Set<Tag> found = new HashSet<>();
    subjects.forEach(each -> found.add(marks.tracesOf(each)));
    found.add(marks.tracesBy(label.author()));
    found.add(marks.tracesOn(day(HybridClock.instant(label.clock()))));
    if (op.equals(UNLOCK)) {
      found.add(marks.unlocksOf(label.author()));
    }
    return found;
  }

  private Stream<Trace> read(Tag tag) {
    return vault.tagged(tag).flatMap(entry -> open(entry).stream());
  }

  private Optional<Trace> open(Entry entry) {
    Label label = vault.label(entry).orElse(null);
    Keyring.DayKey day = label == null ? null : vault.keyring().dayKey(label.epoch()).orElse(null);
    if (label == null || day == null) {
      return Optional.empty();
    }
    try (Secret key = Secret.copyOf(day.key().toArray())) {
      Payload payload = vault.payload(entry, key);
      Content content = Acts.read(payload.content(), Content.class);
      Set<Compartment> classes = new HashSet<>();
      content
          .classes()
          .forEach(each -> classes.add(Compartment.valueOf(each.toUpperCase(Locale.ROOT))));
      return Optional.of(
          new Trace(
              entry.id(),
              entry.place(),
              HybridClock.instant(label.clock()),
              label.author(),
              payload.header().op(),
              content.kind(),
              content.device(),
              content.network(),
              content.session(),
              content.subjects().stream().map(Subject::fromHex).toList(),
              classes,
              Verdict.Decision.valueOf(content.decision()),
              content.explanation(),
              content.reasons(),
              content.detail()));
    } catch (CannotOpen | NotAnAct | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /** Today's key; the first trace of a day makes it. */
  private synchronized Keyring.DayKey dayKey(Instant at) {
    String day = day(at).toString();
    Optional<Keyring.DayKey> known = vault.keyring().dayKeyOf(day);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] key = new byte[32];
    vault.random().nextBytes(key);
    Bytes value = Bytes.of(key);
    EpochId id = EpochId.of(value);
    vault.append(
        vault
            .replicaKeys()
            .keyringDraft(
                new Payload(
                    KeyringFold.header(Acts.DAY_KEY, MemberId.NOBODY, vault.keyring().heads()),
                    Acts.write(new DayKey(id.hex(), day, value)),
                    List.of()),
                toAudit(value)));
    return vault.keyring().dayKey(id).orElseThrow();
  }

  /** The day's key for who holds the audit: she reads traces in any copy, without a replica. */
  private List<Body.Stanza> toAudit(Bytes dayKey) {
    try (Secret key = Secret.copyOf(dayKey.toArray())) {
      return vault.keyring().newest(Compartment.AUDIT).stream()
          .map(newest ->
              new Body.Stanza.Sealed(
                  newest.id().value(),
                  XWing.seal(newest.publicKey(), DAY_BOX, newest.id().value(), key)))
          .map(Body.Stanza.class::cast)
          .toList();
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
