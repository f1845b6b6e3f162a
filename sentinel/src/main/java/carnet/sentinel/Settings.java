package carnet.sentinel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The thresholds, dated because a judgement of last year is read with the thresholds of last year.
 *
 * @param zone where the practices' days begin and end
 */
public record Settings(LocalDate asOf, ZoneId zone, Bounds bounds, Ages ages) {

  /**
   * How many, in a sliding day unless said otherwise. "Far" is what only an old relation explains:
   * it belongs to the account's own work, but a thief at her desk would read it too.
   *
   * @param charts unexplained charts that may be open before the freeze: the next one is not given
   * @param names unexplained distinct names that may be shown before the freeze
   * @param chartsAnHour the unexplained chart of one hour that asks for a factor
   * @param namesAnHour as many unexplained names of one hour go by without a factor
   * @param roleMisses classes outside the role asked for before the freeze
   * @param selfMade patients an account may come to know by its own acts alone (booking, filing,
   *     noting)
   * @param breakglass patients that a break-glass reason explains
   * @param manyPatients an export of so many asks for a factor
   */
  public record Bounds(
      int charts,
      int names,
      int chartsAnHour,
      int namesAnHour,
      int farCharts,
      int farChartsAnHour,
      int farNames,
      int farNamesAnHour,
      int roleMisses,
      int selfMade,
      int breakglass,
      int manyPatients) {}

  /**
   * How long.
   *
   * @param ownEntry an entry makes the patient one's own
   * @param received a message or document explains; thereafter, {@code receivedFar} long, it is an
   *     old relation
   * @param ripening an account's own act begins to explain its own reading
   * @param consultation from opening to signing, at least, for a walk-in to count as seen
   * @param dormant without a deed, the account is held to be nobody's
   * @param factorFresh a factor counts as just given
   */
  public record Ages(
      Duration ownEntry,
      Duration received,
      Duration receivedFar,
      Duration recall,
      Duration ripening,
      Duration consultation,
      Duration dormant,
      Duration factorFresh) {}

  public static Settings standard() {
    return new Settings(
        LocalDate.of(2026, 11, 24),
        ZoneId.of("Europe/Paris"),
        new Bounds(15, 60, 6, 30, 60, 24, 600, 300, 2, 60, 5, 10),
        new Ages(
            Duration.ofDays(730),
            Duration.ofDays(3),
            Duration.ofDays(30),
            Duration.ofDays(120),
            Duration.ofHours(2),
            Duration.ofMinutes(4),
            Duration.ofDays(60),
            Duration.ofMinutes(10)));
  }
}
