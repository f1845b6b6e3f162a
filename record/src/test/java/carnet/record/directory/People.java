package carnet.record.directory;

import java.util.List;
import java.util.Random;

/** Invented names that look French enough. */
final class People {

  private static final List<String> STARTS =
      List.of(
          "Mar", "Du", "Le", "Ga", "Be", "Rou", "Char", "Pe", "Mo", "Vi", "Fau", "Gi", "Lam", "Col",
          "Bou", "Thi");
  private static final List<String> MIDDLES =
      List.of(
          "tin", "pon", "fèb", "u", "rna", "ss", "pen", "ri", "re", "nc", "ch", "rar", "ber", "let",
          "che", "bau");
  private static final List<String> ENDS =
      List.of(
          "", "t", "vre", "thier", "rd", "el", "tier", "er", "au", "ent", "eau", "d", "ot", "te",
          "z", "lt");
  private static final List<String> GIVEN =
      List.of(
          "Marie", "Jean", "Anaïs", "Zoé", "Louis", "Gabriel", "Emma", "Jade", "Hugo", "Léa", "Noé",
          "Inès", "Paul", "Rose", "Élise", "Karim");

  private People() {}

  static String family(Random random) {
    return pick(STARTS, random) + pick(MIDDLES, random) + pick(ENDS, random);
  }

  static String given(Random random) {
    return pick(GIVEN, random);
  }

  static String born(Random random) {
    return String.format(
        "%04d-%02d-%02d",
        1930 + random.nextInt(95), 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
