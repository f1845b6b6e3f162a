package carnet.record.prescription;

/** How long a treatment lasts, in the words of the prescriber: 7 jours, 3 mois. */
public record Span(int value, Unit unit) {
  public enum Unit {
    DAY("d", "jour", "jours", 1),
    WEEK("wk", "semaine", "semaines", 7),
    MONTH("mo", "mois", "mois", 30),
    YEAR("a", "an", "ans", 365);

    /** UCUM code, as FHIR writes it. */
    public final String ucum;

    private final String one;
    private final String many;
    private final int days;

    Unit(String ucum, String one, String many, int days) {
      this.ucum = ucum;
      this.one = one;
      this.many = many;
      this.days = days;
    }

    static Unit ofUcum(String code) {
      for (Unit unit : values()) {
        if (unit.ucum.equals(code)) {
          return unit;
        }
      }
      throw new IllegalArgumentException("unit of duration not known: " + code);
    }
  }

  public Span {
    if (value < 1 || value > 9999) {
      throw new IllegalArgumentException("a duration of " + value);
    }
  }

  /**
   * Days, a month counted as thirty and a year as twelve such months: fit for comparing with a
   * limit, not for a calendar.
   */
  public int days() {
    return unit == Unit.YEAR ? value * 12 * Unit.MONTH.days : value * unit.days;
  }

  public String french() {
    return value + "\u00a0" + (value > 1 ? unit.many : unit.one);
  }
}
