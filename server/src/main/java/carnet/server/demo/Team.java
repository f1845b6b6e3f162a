package carnet.server.demo;

import carnet.server.practice.Rpps;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The invented members, and who did what when. */
final class Team {
  private final Map<String, Member> members = new LinkedHashMap<>();

  Team(LocalDate today, UnaryOperator<String> idOf) {
    for (List<String> r : Tables.rows("membres.tsv")) {
      LocalDate left =
          r.get(8).isEmpty()
              ? null
              : today.minusMonths(Integer.parseInt(r.get(8))).withDayOfMonth(1);
      String rpps = r.get(6).isEmpty() ? "" : r.get(6) + Rpps.key(r.get(6));
      members.put(
          r.get(0),
          new Member(
              r.get(0),
              idOf.apply(r.get(0)),
              r.get(1),
              r.get(2),
              r.get(3),
              r.get(4),
              r.get(5),
              rpps,
              r.get(7),
              left));
    }
  }

  List<Member> all() {
    return List.copyOf(members.values());
  }

  Member named(String key) {
    Member member = members.get(key);
    if (member == null) {
      throw new IllegalArgumentException("no member " + key + " in membres.tsv");
    }
    return member;
  }

  /**
   * Patients of Dr Lefèvre, who came two years ago, were seen by Dr Rivière until he left; he also
   * replaced Dr Moreau at times.
   */
  Member doctor(Person of, LocalDate on, Dice dice) {
    Member riviere = named("riviere");
    LocalDate left = riviere.leftOn();
    boolean there = left != null && on.isBefore(left.minusDays(1));
    boolean his = of.gp().equals("lefevre") ? dice.chance(60) : dice.chance(8);
    return there && his ? riviere : named(of.gp());
  }
}
