package carnet.record.prescription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The drugs that can be named, with the source and date that must be shown beside them.
 *
 * <p>Immutable. The one shipped is a demonstration: some ninety everyday drugs written by hand, no
 * base of medicines. A practice loads its own.
 */
public final class Formulary {
  private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 24);

  private final String source;
  private final LocalDate date;
  private final Map<String, Drug> drugs;
  private final Map<Drug, List<List<String>>> names;

  public Formulary(String source, LocalDate date, List<Drug> drugs) {
    this.source = source;
    this.date = date;
    this.drugs = new LinkedHashMap<>();
    this.names = new LinkedHashMap<>();
    for (Drug drug : drugs) {
      if (this.drugs.put(drug.id(), drug) != null) {
        throw new IllegalArgumentException("two drugs of one id: " + drug.id());
      }
      names.put(drug, namesOf(drug));
    }
  }

  public static Formulary demonstration() {
    List<Drug> drugs = new ArrayList<>();
    for (List<String> row : Rows.of("formulaire-demonstration.tsv", 8)) {
      for (String dose : Rows.several(row.get(2))) {
        String spaced = dose.replace(' ', '\u00a0');
        drugs.add(
            new Drug(
                idOf(row.get(0), dose, row.get(3)),
                row.get(0),
                Rows.several(row.get(1)),
                spaced.replaceAll("(?<=\\d)\u00a0(?=\\d{3})", "\u202f"),
                row.get(3),
                row.get(4),
                row.get(5),
                row.get(6),
                Rows.several(row.get(7))));
      }
    }
    return new Formulary("Formulaire de démonstration de Carnet", WRITTEN, drugs);
  }

  public String source() {
    return source;
  }

  public LocalDate date() {
    return date;
  }

  public List<Drug> drugs() {
    return List.copyOf(drugs.values());
  }

  public Optional<Drug> byId(String id) {
    return Optional.ofNullable(drugs.get(id));
  }

  /**
   * The drugs that a text names, best first: by the beginnings of words of the international or a
   * brand name, the plain drug before combinations. Words of the text that name nothing are
   * ignored.
   */
  public List<Drug> named(String text) {
    return match(text).map(Naming::drugs).orElse(List.of());
  }

  /** The drugs whose international or brand name is spoken. */
  List<Drug> spoken(Predicate<String> spoken) {
    return names.entrySet().stream()
        .filter(each -> each.getValue().stream().map(Formulary::withoutRelease).anyMatch(spoken))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Who writes morphine means the slow one too. */
  private static String withoutRelease(List<String> name) {
    boolean slow = name.size() > 1 && name.getLast().equals("lp");
    return String.join(" ", slow ? name.subList(0, name.size() - 1) : name);
  }

  /** How many leading words of the text name a drug, and which drugs; the longest naming wins. */
  Optional<Naming> match(String text) {
    List<String> words = List.of(Words.folded(text).strip().split("[ /()]+", -1));
    for (int taken = Math.min(words.size(), 6); taken > 0; taken--) {
      List<String> typed = words.subList(0, taken);
      if (taken == 1 && typed.getFirst().length() < 3) {
        continue;
      }
      List<Drug> found =
          names.entrySet().stream()
              .filter(e -> e.getValue().stream().anyMatch(name -> begins(name, typed)))
              .map(Map.Entry::getKey)
              .sorted(
                  Comparator.comparing((Drug d) -> !exactly(d, typed))
                      .thenComparing(d -> d.inn().contains("/"))
                      .thenComparingInt(d -> d.inn().length()))
              .toList();
      if (!found.isEmpty()) {
        return Optional.of(new Naming(taken, found));
      }
    }
    return Optional.empty();
  }

  record Naming(int words, List<Drug> drugs) {}

  /**
   * "acide folique" is begun by "acide fol"; each typed word begins the name's word at its place.
   */
  private static boolean begins(List<String> name, List<String> typed) {
    if (typed.size() > name.size()) {
      return false;
    }
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      if (!name.get(i).startsWith(word) || (typed.size() > 1 && word.length() < 2)) {
        return false;
      }
    }
    return true;
  }

  private boolean exactly(Drug drug, List<String> typed) {
    List<List<String>> of = names.get(drug);
    return of != null && of.contains(typed);
  }

  private static List<List<String>> namesOf(Drug drug) {
    List<List<String>> all = new ArrayList<>();
    List<String> inn = words(drug.inn());
    all.add(inn);
    drug.brands().forEach(brand -> all.add(words(brand)));
    if (inn.size() > 1 && inn.getFirst().equals("acide")) {
      all.add(inn.subList(1, inn.size()));
    }
    return List.copyOf(all);
  }

  private static List<String> words(String name) {
    return List.of(Words.folded(name).replaceAll("[/ ()]+", " ").strip().split(" ", -1));
  }

  private static String idOf(String inn, String dose, String form) {
    String joined = Words.folded(inn + " " + dose.replace(" ", "").replace('%', 'p') + " " + form);
    return joined.replace('\u00b5', 'u').replaceAll("[^a-z0-9,]+", "-").replaceAll("-+$", "");
  }
}
