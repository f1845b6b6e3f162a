package carnet.server.chart;

import carnet.server.Problem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is measured at a consultation, by LOINC code, in one UCUM unit. What lies outside its bounds
 * nobody lived with, so it is a slip of the keyboard: a tenth too many digits, two fields confused.
 */
enum Vital {
  PRESSURE("85354-9", "Pression artérielle", "mm[Hg]", "10", "350"),
  PULSE("8867-4", "Pouls", "/min", "10", "350"),
  WEIGHT("29463-7", "Poids", "kg", "0.2", "650"),
  SATURATION("59408-5", "SpO₂", "%", "20", "100"),
  HBA1C("4548-4", "HbA1c", "%", "2", "25"),
  HEIGHT("8302-2", "Taille", "cm", "20", "275"),
  TEMPERATURE("8310-5", "Température", "Cel", "13", "47"),
  INR("6301-6", "INR", "{INR}", "0.5", "20"),
  FILTRATION("62238-1", "DFG estimé", "mL/min/{1.73_m2}", "0", "250");

  final String loinc;
  final String title;
  final String unit;
  private final BigDecimal least;
  private final BigDecimal most;

  Vital(String loinc, String title, String unit, String least, String most) {
    this.loinc = loinc;
    this.title = title;
    this.unit = unit;
    this.least = new BigDecimal(least);
    this.most = new BigDecimal(most);
  }

  static Optional<Vital> of(String loinc) {
    return Arrays.stream(values()).filter(each -> each.loinc.equals(loinc)).findFirst();
  }

  /** This value, where somebody may have it. */
  BigDecimal possible(BigDecimal value, String pointer) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw Problem.invalid(
          pointer,
          String.format(
              Locale.ROOT,
              "%s : %s est hors de ce qui est possible, de %s à %s. Relisez la valeur.",
              title,
              french(value),
              french(least),
              french(most)),
          String.format(
              Locale.ROOT,
              "%s: %s is outside of what is possible, %s to %s.",
              loinc,
              value.toPlainString(),
              least.toPlainString(),
              most.toPlainString()));
    }
    return value;
  }

  private static String french(BigDecimal number) {
    return number.toPlainString().replace('.', ',');
  }
}
