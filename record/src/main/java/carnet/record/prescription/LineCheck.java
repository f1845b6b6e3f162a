package carnet.record.prescription;

import carnet.record.prescription.PrescribingRules.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one line must say and which rules it must keep. */
final class LineCheck {
  private LineCheck() {}

  static void check(
      PrescriptionLine line,
      String at,
      String profession,
      LocalDate day,
      PrescribingRules rules,
      Formulary drugs,
      List<Lack> found) {
    Prescription.need(found, line.name(), at + "/name", "Dénomination", "Name");
    if (!line.isFreeText()) {
      Prescription.need(found, line.dose(), at + "/dose", "Dosage", "Strength");
      Prescription.need(found, line.form(), at + "/form", "Forme", "Form");
      Prescription.need(found, line.route(), at + "/route", "Voie", "Route");
      if (line.duration() == null && line.units().isBlank()) {
        Prescription.need(
            found, "", at + "/duration", "Durée ou nombre d’unités", "Duration or number of units");
      }
    }
    Prescription.need(found, line.posology().text(), at + "/posology", "Posologie", "Posology");
    secured(line, day, rules, drugs)
        .ifPresent(rule -> found.add(lack(at + "/drug", "secured-stock", rule)));
    tooLong(line, day, rules)
        .ifPresent(rule -> found.add(lack(at + "/duration", "too-long", rule)));
    if (rules.mayPrescribe(profession, line.atc(), day).isEmpty()) {
      found.add(
          new Lack(
              at + "/drug",
              "not-yours",
              "Aucune règle connue ne permet à cette profession de prescrire cette ligne.",
              "No rule known here lets this profession prescribe this line.",
              "regles.tsv"));
    }
  }

  /** The rule for which this line may not stand on plain paper, by its drug or by its words. */
  static Optional<Rule> secured(
      PrescriptionLine line, LocalDate day, PrescribingRules rules, Formulary drugs) {
    return rules
        .securedStock(line.atc(), day)
        .or(() ->
            typed(line)
                .flatMap(each -> rules.securedStockNamed(each, drugs, day).stream())
                .findFirst());
  }

  /** What stands on the sheet as somebody typed it. */
  private static Stream<String> typed(PrescriptionLine line) {
    String name = line.isFreeText() ? line.name() : "";
    return Stream.of(name, line.posology().text(), line.route(), line.units());
  }

  /**
   * Renewals count: three months renewed once are six. A limit in weeks is in weeks: three months
   * pass twelve.
   */
  private static Optional<Rule> tooLong(
      PrescriptionLine line, LocalDate day, PrescribingRules rules) {
    Span each = line.duration();
    if (each == null) {
      return Optional.empty();
    }
    long whole = (long) each.days() * (1L + Math.max(0, line.renewals()));
    return rules
        .longest(line.atc(), day)
        .filter(rule -> whole > PrescribingRules.span(rule).days());
  }

  private static Lack lack(String at, String code, Rule rule) {
    return new Lack(at, code, rule.fr(), rule.en(), rule.source());
  }
}
