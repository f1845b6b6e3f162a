package carnet.server.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row of {@code problemes.tsv}: how often, with what, treated and watched how. */
record Illness(
    String key,
    String label,
    String icd10,
    String ald,
    List<Integer> prevalence,
    String sex,
    Map<String, Double> raisedBy,
    List<String> treatment,
    Map<String, Integer> labs,
    int followUp) {

  static final Map<String, Illness> ALL =
      Tables.rows("problemes.tsv").stream()
          .map(Illness::of)
          .collect(Collectors.toMap(Illness::key, i -> i, (a, _) -> a, LinkedHashMap::new));

  static Illness named(String key) {
    Illness illness = ALL.get(key);
    if (illness == null) {
      throw new IllegalArgumentException("no such problem in problemes.tsv: " + key);
    }
    return illness;
  }

  /** In percent, at that age and sex, given what the person has already. */
  double likelihood(int age, String ofSex, List<Person.Since> already) {
    if (!sex.equals("*") && !sex.equals(ofSex)) {
      return 0;
    }
    int band = age < 15 ? 0 : age < 40 ? 1 : age < 60 ? 2 : age < 75 ? 3 : 4;
    double likely = prevalence.get(band);
    for (Map.Entry<String, Double> raise : raisedBy.entrySet()) {
      boolean holds =
          raise.getKey().equals("sexe-" + ofSex)
              || already.stream().anyMatch(p -> p.what().equals(raise.getKey()));
      likely *= holds ? raise.getValue() : 1;
    }
    return likely;
  }

  private static Illness of(List<String> row) {
    return new Illness(
        row.get(0),
        row.get(1),
        row.get(2),
        row.get(3),
        Tables.several(row.get(4)).stream().map(Integer::valueOf).toList(),
        row.get(5),
        pairs(row.get(6), "*").entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> Double.valueOf(e.getValue()))),
        Tables.several(row.get(7)),
        pairs(row.get(8), ":").entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e -> Integer.valueOf(e.getValue()),
                    (a, _) -> a,
                    TreeMap::new)),
        Integer.parseInt(row.get(9)));
  }

  private static Map<String, String> pairs(String cell, String by) {
    return Tables.several(cell).stream()
        .collect(
            Collectors.toMap(
                p -> p.substring(0, p.indexOf(by)),
                p -> p.substring(p.indexOf(by) + 1),
                (a, _) -> a,
                TreeMap::new));
  }
}
