package carnet.server.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A person's measures over the years: each goes from where it was to where it is, with the noise of
 * life.
 */
final class Trends {
  /** A row of {@code bilans.tsv}. */
  record Lab(
      String key,
      String loinc,
      String label,
      String unit,
      String ucum,
      int decimals,
      double usual,
      double spread,
      double illFrom,
      double illTo,
      String raisedBy,
      String report) {}

  static final Map<String, Lab> LABS = labs();

  private final Person person;
  private final LocalDate from;
  private final LocalDate to;
  private final Dice dice;
  private final double adultWeight;
  private final Map<String, Double> own = new HashMap<>();
  private final Map<String, String> last = new TreeMap<>();

  Trends(Person person, LocalDate from, LocalDate to, Dice dice) {
    this.person = person;
    this.from = from;
    this.to = to;
    this.dice = dice;
    double base = (person.woman() ? 63 : 77) + dice.wobble() * 8;
    this.adultWeight = person.has("obesite") ? base + 24 : person.has("diabete2") ? base + 8 : base;
  }

  /** The newest of each measure, by the names that texts use: ta, poids, hba1c … */
  String last(String name) {
    return last.getOrDefault(name, "non mesuré");
  }

  boolean knows(String name) {
    return last.containsKey(name);
  }

  BigDecimal lab(Lab lab, LocalDate on) {
    boolean ill = person.has(lab.raisedBy);
    double start =
        ill
            ? lab.illFrom
            : own.computeIfAbsent(lab.key, _ -> lab.usual + dice.wobble() * lab.spread);
    double end = ill ? lab.illTo : start;
    double value = between(start, end, on) + dice.wobble() * lab.spread * 0.8;
    if (lab.key.equals("creat") && !person.woman()) {
      value += 12;
    }
    BigDecimal rounded = rounded(value, lab.decimals);
    last.put(lab.key, french(rounded) + (lab.unit.isBlank() ? "" : " " + lab.unit));
    if (lab.key.equals("creat")) {
      last.put("dfg", filtration(rounded.doubleValue(), on) + " mL/min");
    }
    return rounded;
  }

  /** CKD-EPI 2009, without the factor that France does not use; for adults. */
  int filtration(double creatinine, LocalDate on) {
    boolean woman = person.woman();
    double ratio = creatinine / 88.4 / (woman ? 0.7 : 0.9);
    double low = Math.pow(Math.min(ratio, 1), woman ? -0.329 : -0.411);
    double high = Math.pow(Math.max(ratio, 1), -1.209);
    return (int)
        Math.round(141 * low * high * Math.pow(0.993, person.age(on)) * (woman ? 1.018 : 1));
  }

  int[] pressure(LocalDate on) {
    int age = person.age(on);
    double start = person.has("hta") ? 154 : Math.min(112 + age * 0.25, 136);
    double end = person.has("hta") ? 137 : start;
    double high = age < 15 ? 96 + age : between(start, end, on) + dice.wobble() * 8;
    double low = age < 15 ? 58 + age * 0.5 : 0.42 * high + 22 + dice.wobble() * 4;
    int[] pair = {(int) Math.round(high), (int) Math.round(low)};
    last.put("ta", pair[0] + "/" + pair[1]);
    return pair;
  }

  int pulse(LocalDate on) {
    int age = person.age(on);
    double usual =
        age < 1 ? 130 : age < 6 ? 105 : age < 12 ? 88 : person.has("coronaropathie") ? 62 : 72;
    int pulse = (int) Math.round(usual + dice.wobble() * 6);
    last.put("pouls", pulse + "/min");
    return pulse;
  }

  BigDecimal weight(LocalDate on) {
    double usual = Growth.weight(person.months(on), person.woman(), adultWeight);
    double change = person.has("diabete2") ? between(2.5, 0, on) : 0;
    double noise = dice.wobble() * Math.min(0.7, usual / 50);
    BigDecimal weight = rounded(usual + change + noise, 1);
    last.put("poids", french(weight) + " kg");
    return weight;
  }

  BigDecimal height(LocalDate on) {
    BigDecimal height = rounded(Growth.height(person.months(on), person.woman()), 0);
    last.put("taille", height + " cm");
    return height;
  }

  private double between(double start, double end, LocalDate on) {
    double whole = Math.max(1, ChronoUnit.DAYS.between(from, to));
    double done = Math.clamp(ChronoUnit.DAYS.between(from, on) / whole, 0.0, 1.0);
    return start + (end - start) * Math.sqrt(done);
  }

  private static BigDecimal rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
  }

  static String french(BigDecimal value) {
    return value.toPlainString().replace('.', ',');
  }

  private static Map<String, Lab> labs() {
    Map<String, Lab> labs = new TreeMap<>();
    for (List<String> r : Tables.rows("bilans.tsv")) {
      labs.put(
          r.get(0),
          new Lab(
              r.get(0),
              r.get(1),
              r.get(2),
              r.get(3).strip(),
              r.get(4),
              Integer.parseInt(r.get(5)),
              number(r.get(6)),
              number(r.get(7)),
              number(r.get(8)),
              number(r.get(9)),
              r.get(10),
              r.get(11)));
    }
    return labs;
  }

  private static double number(String french) {
    return Double.parseDouble(french.replace(',', '.'));
  }
}
