package carnet.record.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import carnet.record.ResourceKey;
import carnet.record.fold.Folded;
import carnet.record.view.Patient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * All patients of an unlocked practice, packed in memory: a projection of the identity class, equal
 * after any rebuild.
 *
 * <p>Finds any part of a name in any order, accents, case and hyphens ignored; a birth date as
 * people type it; a part of a phone; the beginning of an INS. Where nothing is found as written,
 * names that sound alike. Ten answers at most. Homonyms are all there, next to each other.
 * Thread-safe.
 *
 * <p>A hit is a name: who hands it on writes the trace from the very list (DESIGN, invariant 2).
 */
public final class Directory {

  /** Ten at most: enumeration is what a thief of an account wants. */
  public static final int MOST = 10;

  /**
   * @param more whether others match too: the reader should type more
   * @param alike whether these only sound like what was typed
   */
  public record Hits(List<Hit> hits, boolean more, boolean alike) {}

  /** Open records first, then the better score, then by name: homonyms stand together. */
  private record Match(Row row, int score) {
    static final Comparator<Match> BEST_FIRST =
        Comparator.comparing((Match it) -> !it.row.active)
            .thenComparingInt(it -> -it.score)
            .thenComparing(it -> it.row.packed, Arrays::compareUnsigned);
  }

  private final Map<String, Row> rows = new HashMap<>();
  private Row[] scan = new Row[0];
  private boolean stale;

  /** Takes the state of one patient, new or changed; anything else is ignored. */
  public synchronized void apply(Folded state) {
    if (!state.key().type().equals("Patient")) {
      return;
    }
    state
        .current()
        .ifPresentOrElse(
            patient -> rows.put(state.key().id(), new Row(Patient.of(patient))),
            () -> rows.remove(state.key().id()));
    stale = true;
  }

  public synchronized int size() {
    return rows.size();
  }

  /** The row of a patient whose id is known: the agenda and the waiting room need it. */
  public synchronized Optional<Hit> find(ResourceKey patient) {
    return Optional.ofNullable(rows.get(patient.id())).map(Row::hit);
  }

  public Hits search(Query query) {
    Row[] all = snapshot();
    List<Match> found = new ArrayList<>();
    Asked written = new Asked(query, false);
    for (Row row : all) {
      int score = written.score(row);
      if (score > 0) {
        found.add(new Match(row, score));
      }
    }
    boolean alike = found.isEmpty() && written.hasNames();
    if (alike) {
      Asked heard = new Asked(query, true);
      for (Row row : all) {
        int score = heard.score(row);
        if (score > 0) {
          found.add(new Match(row, score));
        }
      }
    }
    return best(found, alike && !found.isEmpty());
  }

  /** Keeps the best ten only: no other row is unpacked. */
  private static Hits best(List<Match> found, boolean alike) {
    PriorityQueue<Match> worstFirst = new PriorityQueue<>(Match.BEST_FIRST.reversed());
    for (Match match : found) {
      worstFirst.add(match);
      if (worstFirst.size() > MOST) {
        worstFirst.poll();
      }
    }
    List<Hit> hits =
        worstFirst.stream().sorted(Match.BEST_FIRST).map(match -> match.row.hit()).toList();
    return new Hits(hits, found.size() > MOST, alike);
  }

  private synchronized Row[] snapshot() {
    if (stale) {
      scan = rows.values().toArray(new Row[0]);
      stale = false;
    }
    return scan;
  }

  /** The query with its bytes ready. */
  private static final class Asked {
    private final List<byte[]> names = new ArrayList<>();
    private final List<Query.Term.Digits> numbers = new ArrayList<>();
    private final List<byte[]> digits = new ArrayList<>();
    private final boolean bySound;
    private long pairs;

    Asked(Query query, boolean bySound) {
      this.bySound = bySound;
      for (Query.Term term : query.terms()) {
        switch (term) {
          case Query.Term.Name name -> {
            names.add((bySound ? SoundsAlike.key(name.part()) : name.part()).getBytes(UTF_8));
            pairs |= bySound ? 0 : Row.pairs(name.part());
          }
          case Query.Term.Digits number -> {
            numbers.add(number);
            digits.add(number.digits().getBytes(UTF_8));
          }
        }
      }
    }

    boolean hasNames() {
      return !names.isEmpty();
    }

    /** 0 where one term does not hold. */
    int score(Row row) {
      if ((row.pairs & pairs) != pairs) {
        return 0;
      }
      int score = 1;
      for (byte[] name : names) {
        int one = bySound ? (row.sounds(name) ? 1 : 0) : row.name(name);
        if (one == 0) {
          return 0;
        }
        score += one;
      }
      for (int i = 0; i < numbers.size(); i++) {
        boolean born = numbers.get(i).births().stream().anyMatch(row::bornOn);
        boolean called = digits.get(i).length >= 2 && row.digits(digits.get(i));
        if (!born && !called) {
          return 0;
        }
        score += born ? 3 : 1;
      }
      return score;
    }
  }

  /** Whether the same patients are in it with the same traits: what a rebuild must give. */
  boolean sameAs(Directory other) {
    Row[] theirs = other.snapshot();
    Map<String, Row> byId = new HashMap<>();
    for (Row row : theirs) {
      byId.put(row.hit().patient().id(), row);
    }
    Row[] ours = snapshot();
    for (Row row : ours) {
      Row that = byId.get(row.hit().patient().id());
      if (that == null || !Arrays.equals(row.packed, that.packed)) {
        return false;
      }
    }
    return ours.length == theirs.length;
  }
}
