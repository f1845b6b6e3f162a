package carnet.record.prescription;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be prescribed, by whom, how and for how long, on a given day.
 *
 * <p>Every rule is a dated row of {@code regles.tsv} with its source; this class holds none.
 * Immutable.
 */
public final class PrescribingRules {

  /**
   * One dated row. {@code value} and {@code unit} are what the kind of rule needs, or empty; of
   * {@code secured}, the value is names that stand in no formulary here.
   */
  public record Rule(
      String kind,
      List<String> scope,
      String value,
      String unit,
      LocalDate from,
      @Nullable LocalDate until,
      String source,
      String fr,
      String en) {

    boolean holds(LocalDate day) {
      return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }

    /** An empty code is a free text line: only rules for everything reach it. */
    boolean covers(String atc) {
      return scope.contains("*") || (!atc.isEmpty() && scope.stream().anyMatch(atc::startsWith));
    }
  }

  private final List<Rule> rules;

  public PrescribingRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  public static PrescribingRules french() {
    return new PrescribingRules(
        Rows.of("regles.tsv", 9).stream()
            .map(row ->
                new Rule(
                    row.get(0),
                    Rows.several(row.get(1)),
                    row.get(2),
                    row.get(3),
                    LocalDate.parse(row.get(4)),
                    row.get(5).isEmpty() ? null : LocalDate.parse(row.get(5)),
                    row.get(6),
                    row.get(7),
                    row.get(8)))
            .toList());
  }

  public List<Rule> all() {
    return rules;
  }

  /** The rule that asks for secured stock, where there is one: then plain printing is refused. */
  public Optional<Rule> securedStock(String atc, LocalDate day) {
    return about("secured", atc, day).findFirst();
  }

  /**
   * The rule that asks for secured stock for a drug that these words name: by a whole word of a
   * name, whatever stands around it.
   */
  public Optional<Rule> securedStockNamed(String words, Formulary drugs, LocalDate day) {
    Predicate<String> spoken = Words.spokenIn(words);
    List<String> codes = drugs.spoken(spoken).stream().map(Drug::atc).toList();
    return rules.stream()
        .filter(rule -> rule.kind().equals("secured") && rule.holds(day))
        .filter(rule ->
            codes.stream().anyMatch(rule::covers)
                || Rows.several(rule.value()).stream().anyMatch(spoken))
        .findFirst();
  }

  /** The shortest of the longest durations allowed. */
  public Optional<Rule> longest(String atc, LocalDate day) {
    return about("longest", atc, day).min(Comparator.comparingInt(r -> span(r).days()));
  }

  /** The reasons for which a line may be kept from substitution. */
  public List<Rule> reasonsToKeep(LocalDate day) {
    return about("kept", "", day).toList();
  }

  /**
   * The rule by which this profession may prescribe this drug; empty: it may not, as far as the
   * tables know.
   */
  public Optional<Rule> mayPrescribe(String profession, String atc, LocalDate day) {
    return about("may", atc, day).filter(r -> r.value().equals(profession)).findFirst();
  }

  static Span span(Rule rule) {
    return new Span(
        Integer.parseInt(rule.value()), Span.Unit.valueOf(rule.unit().toUpperCase(Locale.ROOT)));
  }

  private Stream<Rule> about(String kind, String atc, LocalDate day) {
    return rules.stream().filter(r -> r.kind().equals(kind) && r.holds(day) && r.covers(atc));
  }
}
