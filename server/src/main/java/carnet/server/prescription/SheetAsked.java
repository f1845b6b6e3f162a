package carnet.server.prescription;

import static java.math.RoundingMode.HALF_UP;

import carnet.record.prescription.Drug;
import carnet.record.prescription.Formulary;
import carnet.record.prescription.Kept;
import carnet.record.prescription.Posology;
import carnet.record.prescription.PrescriptionLine;
import carnet.record.prescription.Span;
import carnet.server.Fields;
import carnet.server.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A sheet as the app posts it.
 *
 * @param weight {@code {"value": 12.5, "unit": "kg"}}, in kg or g as UCUM writes them
 */
record SheetAsked(
    @Nullable String id,
    @Nullable String patient,
    @Nullable List<Line> lines,
    @Nullable JsonNode weight,
    @Nullable String format) {

  /**
   * @param drug an id of the formulary, or {@code {"text": …}} for what it does not know
   * @param dose with {@code form} what was shown of that drug: where it is no more so, nothing is
   *     signed
   * @param brand which of the drug's is kept from substitution; its first where none is named
   * @param verbatim whether nothing is computed from the posology, even where it could be
   * @param units a number, or a number with what is counted
   */
  record Line(
      @Nullable JsonNode drug,
      @Nullable String brand,
      @Nullable String dose,
      @Nullable String form,
      @Nullable String route,
      @Nullable String posology,
      @Nullable Boolean verbatim,
      @Nullable Duration duration,
      @Nullable JsonNode units,
      @Nullable Integer renewals,
      boolean ald,
      @Nullable String nonSubstitutable) {}

  record Duration(int value, @Nullable String unit) {}

  List<PrescriptionLine> read(Formulary formulary) {
    List<Line> asked = Fields.present(lines, "/lines");
    if (asked.size() > 40) {
      throw Problem.invalid("/lines", "Quarante lignes au plus.", "Forty lines at most.");
    }
    List<PrescriptionLine> read = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      read.add(line(Fields.present(asked.get(i), "/lines/" + i), "/lines/" + i, formulary));
    }
    return read;
  }

  private static final BigDecimal LEAST = new BigDecimal("0.001");
  private static final BigDecimal MOST = new BigDecimal("1000000");

  /**
   * As it is printed, "3450 g" or "12,5 kg", with three decimals at most; null where none is given.
   */
  @Nullable String weightText() {
    JsonNode given = weight;
    if (given == null || given.isNull()) {
      return null;
    }
    JsonNode value = given.path("value");
    if (!value.isNumber() || !isWeight(value.decimalValue())) {
      throw Problem.invalid(
          given.isObject() ? "/weight/value" : "/weight",
          "Un poids s’écrit {value, unit} : un nombre positif et son unité.",
          "A weight is {value, unit}: a positive number and its unit.");
    }
    String unit = given.path("unit").asString("");
    if (!unit.equals("kg") && !unit.equals("g")) {
      throw Problem.invalid(
          "/weight/unit", "L’unité du poids : kg ou g.", "The unit of a weight: kg or g.");
    }
    BigDecimal rounded = value.decimalValue().setScale(3, HALF_UP);
    return rounded.stripTrailingZeros().toPlainString().replace('.', ',') + " " + unit;
  }

  private static boolean isWeight(BigDecimal value) {
    return value.compareTo(LEAST) >= 0 && value.compareTo(MOST) < 0;
  }

  private static PrescriptionLine line(Line of, String at, Formulary formulary) {
    JsonNode said = Fields.present(of.drug(), at + "/drug");
    int renewals = of.renewals() == null ? 0 : of.renewals();
    if (renewals < 0 || renewals > 12) {
      throw Problem.invalid(at + "/renewals", "De 0 à 12.", "From 0 to 12.");
    }
    String units = of.units() == null ? "" : of.units().asString("");
    Span duration = span(of.duration(), at);
    if (!said.isString()) {
      String text = Fields.text(said.path("text").asString(""), at + "/drug/text", 300);
      return new PrescriptionLine(
          null,
          "",
          text,
          "",
          "",
          "",
          text(of.route()),
          Posology.of(text(of.posology())),
          duration,
          units,
          renewals,
          of.ald(),
          kept(of, at));
    }
    Drug drug =
        formulary
            .byId(said.asString())
            .orElseThrow(() ->
                Problem.invalid(
                    at + "/drug",
                    "Ce médicament n’est pas au formulaire.",
                    "This drug is not in the formulary."));
    asShown(text(of.dose()), drug.dose(), at + "/dose");
    asShown(text(of.form()), drug.form(), at + "/form");
    Kept kept = kept(of, at);
    String brand = kept == null ? "" : brand(of, drug, at);
    return new PrescriptionLine(
        drug.id(),
        drug.atc(),
        drug.inn(),
        brand,
        drug.dose(),
        drug.form(),
        text(of.route()).isEmpty() ? drug.route() : text(of.route()),
        posology(of, drug),
        duration,
        units,
        renewals,
        of.ald(),
        kept);
  }

  private static Posology posology(Line of, Drug drug) {
    String words = text(of.posology());
    return Boolean.TRUE.equals(of.verbatim()) ? Posology.of(words) : Posology.read(words, drug);
  }

  private static void asShown(String shown, String is, String at) {
    if (!shown.isEmpty() && !unspaced(shown).equals(unspaced(is))) {
      throw Problem.invalid(
          at,
          "Ce n’est pas ce que le formulaire dit de ce médicament : écrivez la ligne à nouveau.",
          "This is not what the formulary says of this drug: write the line again.");
    }
  }

  private static String unspaced(String text) {
    return text.replaceAll("[\\s\u00a0\u202f]", "");
  }

  private static String brand(Line of, Drug drug, String at) {
    String named = text(of.brand());
    if (!named.isEmpty() && !drug.brands().contains(named)) {
      throw Problem.invalid(
          at + "/brand",
          "Ce médicament ne porte pas cette marque au formulaire.",
          "This drug has no such brand in the formulary.");
    }
    return named.isEmpty() ? drug.brands().stream().findFirst().orElse("") : named;
  }

  private static @Nullable Span span(@Nullable Duration of, String at) {
    if (of == null) {
      return null;
    }
    String unit = of.unit() == null ? "" : of.unit().toLowerCase(Locale.ROOT);
    Span.Unit known =
        switch (unit) {
          case "d", "j", "jour", "jours", "day" -> Span.Unit.DAY;
          case "wk", "semaine", "semaines", "week" -> Span.Unit.WEEK;
          case "mo", "mois", "month" -> Span.Unit.MONTH;
          case "a", "an", "ans", "year" -> Span.Unit.YEAR;
          default ->
              throw Problem.invalid(
                  at + "/duration/unit", "Jours, semaines, mois ou ans.", "d, wk, mo or a.");
        };
    if (of.value() < 1 || of.value() > 999) {
      throw Problem.invalid(at + "/duration/value", "Une durée.", "A duration.");
    }
    return new Span(of.value(), known);
  }

  private static @Nullable Kept kept(Line of, String at) {
    String reason = of.nonSubstitutable();
    if (reason == null || reason.isEmpty()) {
      return null;
    }
    for (Kept each : Kept.values()) {
      if (each.name().equals(reason)) {
        return each;
      }
    }
    throw Problem.invalid(at + "/nonSubstitutable", "MTE, EFG ou CIF.", "MTE, EFG or CIF.");
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }
}
