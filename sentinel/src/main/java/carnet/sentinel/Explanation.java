package carnet.sentinel;

/**
 * Why an access is ordinary, as it is kept in the trace and shown to the patient.
 *
 * @param code appointment, arrival, round, own-entry, filing, message, grant, recall, breakglass,
 *     booking, names, none
 * @param french words without a verb, such as "rendez-vous de 9 h 40" (with no-break spaces)
 */
public record Explanation(String code, String french) {
  public static final Explanation NONE = new Explanation("none", "aucune explication connue");

  public boolean isNone() {
    return code.equals("none");
  }
}
