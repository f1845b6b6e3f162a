package carnet.server.demo;

import carnet.record.prescription.Formulary;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * An invented practice as pure data: the same for the same seed, moment and count.
 *
 * <p>Nobody in it exists: phones are in the ranges that ARCEP keeps for fiction, numbers of
 * identity name communes that do not exist and are never qualified, streets are invented.
 *
 * @param written everything, in time order, in the words of who wrote it; the practice's own
 *     resources first
 */
public record FictionalPractice(
    Cabinet cabinet,
    List<Member> members,
    List<Motive> motives,
    List<Person> patients,
    List<Written> written) {

  /** A reason for an appointment, from the practice's list; {@code with} is gp or nurse. */
  public record Motive(String key, String label, int minutes, String with) {}

  public FictionalPractice {
    members = List.copyOf(members);
    motives = List.copyOf(motives);
    patients = List.copyOf(patients);
    written = List.copyOf(written);
  }

  /** The practice is no older, however many its patients. */
  static final Period OLDEST = Period.ofMonths(Course.LONGEST_MONTHS).plusDays(3);

  /** Its members, whoever its patients are. */
  static List<Member> team(LocalDate today) {
    return new Team(today, UnaryOperator.identity()).all();
  }

  public static FictionalPractice make(long seed, LocalDate today, int patients) {
    return make(seed, today.atTime(10, 12), patients, UnaryOperator.identity());
  }

  /**
   * @param now local time in France: who waits in the waiting room depends on it
   * @param idOf the id that references name for a member's key, so that they point to real accounts
   */
  public static FictionalPractice make(
      long seed, LocalDateTime now, int patients, UnaryOperator<String> idOf) {
    LocalDate today = now.toLocalDate();
    Team team = new Team(today, idOf);
    List<Motive> motives =
        Tables.rows("motifs.tsv").stream()
            .map(r -> new Motive(r.get(0), r.get(1), Integer.parseInt(r.get(2)), r.get(3)))
            .toList();
    List<Person> people = new People(seed, today).make(patients);
    Formulary formulary = Formulary.demonstration();
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      written.addAll(
          new Course(people.get(i), team, formulary, today, Dice.of(seed, 10_000L + i)).written());
    }
    written.addAll(new Bookings(people, team, now, motives, Dice.of(seed, 99_999)).make());
    written.sort(Comparator.comparing(Written::when));
    written.addFirst(own(team, written.getFirst()));
    return new FictionalPractice(Cabinet.TILLEULS, team.all(), motives, people, written);
  }

  private static Written own(Team team, Written earliest) {
    List<ObjectNode> resources = new ArrayList<>();
    Cabinet at = Cabinet.TILLEULS;
    ObjectNode practice =
        Fhir.resource("Organization", "tilleuls").put("active", true).put("name", at.name());
    practice.putArray("telecom").addObject().put("system", "phone").put("value", at.phone());
    ObjectNode address = practice.putArray("address").addObject();
    address.putArray("line").add(at.address());
    address.put("city", at.town()).put("postalCode", at.postalCode());
    resources.add(practice);
    for (Member member : team.all()) {
      ObjectNode out = Fhir.resource("Practitioner", member.id());
      if (!member.rpps().isEmpty()) {
        out.putArray("identifier")
            .addObject()
            .put("system", "urn:oid:1.2.250.1.71.4.2.1")
            .put("value", member.rpps());
      }
      out.put("active", member.leftOn() == null);
      out.putArray("name")
          .addObject()
          .put("family", member.family())
          .putArray("given")
          .add(member.given());
      out.putArray("qualification").addObject().putObject("code").put("text", member.title());
      resources.add(out);
    }
    return new Written("moreau", "", earliest.when().minusSeconds(3600), resources);
  }
}
