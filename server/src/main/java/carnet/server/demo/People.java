package carnet.server.demo;

import carnet.server.demo.Person.Allergy;
import carnet.server.demo.Person.Since;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Invents the patients: those of {@code connus.tsv} first, then as a general practitioner's list in
 * a French town is made.
 */
final class People {
  /** Shares of ages 0–4, 5–14, 15–24, 25–39, 40–59, 60–74, 75–84, 85–96 among those who come. */
  private static final int[] PYRAMID = {7, 10, 8, 15, 22, 21, 12, 5};

  private static final int[] FROM = {0, 5, 15, 25, 40, 60, 75, 85};
  private static final int[] TO = {4, 14, 24, 39, 59, 74, 84, 96};

  private final List<List<String>> firstNames = Tables.rows("prenoms.tsv");
  private final List<List<String>> places = Tables.rows("adresses.tsv");
  private final List<List<String>> pastEvents = Tables.rows("antecedents.tsv");
  private final List<List<String>> allergies = Tables.rows("allergies.tsv");
  private final List<String> families = Tables.words("noms.txt");
  private final Set<String> phones = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final long seed;
  private final LocalDate today;

  People(long seed, LocalDate today) {
    this.seed = seed;
    this.today = today;
  }

  List<Person> make(int count) {
    List<Person> people = new ArrayList<>();
    List<List<String>> known = Tables.rows("connus.tsv");
    known.forEach(row -> phones.add(row.get(10)));
    for (List<String> row : known) {
      people.add(known(row, Dice.of(seed, people.size())));
    }
    while (people.size() < count) {
      people.add(anyone(Dice.of(seed, people.size())));
    }
    return people.subList(0, Math.min(count, people.size()));
  }

  private Person known(List<String> row, Dice dice) {
    List<String> place =
        places.stream()
            .filter(p -> p.get(1).equals(row.get(5)))
            .findFirst()
            .orElse(places.getFirst());
    LocalDate born = LocalDate.parse(row.get(4));
    List<Allergy> known =
        Tables.several(row.get(8)).stream()
            .map(a -> a.split("\\|", -1))
            .map(a -> new Allergy(a[0], a[1].equals("grave"), a[2]))
            .toList();
    return new Person(
        dice.id(),
        row.get(0),
        row.get(1).isEmpty() ? row.get(0) : row.get(1),
        Tables.several(row.get(2)),
        row.get(3),
        born,
        dice.between(1, 60) + ", " + dice.pick(Tables.several(place.get(2))),
        place.get(0),
        place.get(1),
        row.get(10),
        ins(row.get(3), born, dice),
        row.get(6),
        since(row.get(7)),
        known,
        since(row.get(9)));
  }

  private Person anyone(Dice dice) {
    LocalDate born = birthDate(dice);
    int age = Period.between(born, today).getYears();
    String sex = dice.chance(53) ? "f" : "m";
    String family = dice.pick(families);
    boolean otherName = sex.equals("f") && age > 25 && dice.chance(age > 55 ? 70 : 35);
    List<String> given = new ArrayList<>(List.of(firstName(sex, born.getYear(), dice)));
    if (dice.chance(40)) {
      String second = firstName(sex, born.getYear() - 25, dice);
      if (!given.contains(second)) {
        given.add(second);
      }
    }
    List<String> place = place(dice);
    return new Person(
        dice.id(),
        family,
        otherName ? dice.pick(families) : family,
        given,
        sex,
        born,
        dice.between(1, 90) + ", " + dice.pick(Tables.several(place.get(2))),
        place.get(0),
        place.get(1),
        phone(age, dice),
        ins(sex, born, dice),
        dice.chance(60) ? "moreau" : "lefevre",
        problems(age, sex, dice),
        allergies(dice),
        past(age, sex, born.getYear(), dice));
  }

  private LocalDate birthDate(Dice dice) {
    int at = dice.upTo(100);
    int band = 0;
    for (int sum = PYRAMID[0]; at >= sum; sum += PYRAMID[band]) {
      band++;
    }
    int age = dice.between(FROM[band], TO[band]);
    return today.minusYears(age).minusDays(dice.between(20, 360));
  }

  private String firstName(String sex, int year, Dice dice) {
    for (List<String> row : firstNames) {
      if (row.get(0).equals(sex)
          && year >= Integer.parseInt(row.get(1))
          && year <= Integer.parseInt(row.get(2))) {
        return dice.pick(Tables.several(row.get(3)));
      }
    }
    return firstName(sex, 1935, dice);
  }

  private List<String> place(Dice dice) {
    int at = dice.upTo(100);
    for (List<String> row : places) {
      at -= Integer.parseInt(row.get(3));
      if (at < 0) {
        return row;
      }
    }
    return places.getFirst();
  }

  private String phone(int age, Dice dice) {
    String prefix = age > 74 || dice.chance(15) ? "02 61 91 " : "06 39 98 ";
    String number;
    do {
      number = prefix + "%02d %02d".formatted(dice.upTo(100), dice.upTo(100));
    } while (!phones.add(number));
    return number;
  }

  /**
   * Department 37, communes from 900 on, which do not exist: the key is right, the person is
   * nobody.
   */
  private String ins(String sex, LocalDate born, Dice dice) {
    String number;
    do {
      String body =
          (sex.equals("m") ? "1" : "2")
              + "%02d%02d37%03d%03d"
                  .formatted(
                      born.getYear() % 100,
                      born.getMonthValue(),
                      dice.between(900, 989),
                      dice.between(1, 999));
      number = body + "%02d".formatted(97 - Long.parseLong(body) % 97);
    } while (!numbers.add(number));
    return number;
  }

  private List<Since> problems(int age, String sex, Dice dice) {
    List<Since> found = new ArrayList<>();
    for (Illness illness : Illness.ALL.values()) {
      boolean old = age >= 4 || illness.key().equals("eczema");
      if (old && dice.chance(illness.likelihood(age, sex, found)) && found.size() < 6) {
        int earliest =
            age < 15
                ? today.getYear() - age
                : Math.max(today.getYear() - 25, today.getYear() - age + 12);
        found.add(new Since(illness.key(), dice.between(earliest, today.getYear() - 1)));
      }
    }
    return found;
  }

  private List<Allergy> allergies(Dice dice) {
    List<Allergy> found = new ArrayList<>();
    for (List<String> row : allergies) {
      if (dice.chance(Integer.parseInt(row.get(3)))
          && found.stream().noneMatch(a -> a.label().equals(row.get(0)))) {
        found.add(new Allergy(row.get(0), row.get(1).equals("oui"), row.get(2)));
      }
    }
    return found;
  }

  private List<Since> past(int age, String sex, int birthYear, Dice dice) {
    List<Since> found = new ArrayList<>();
    for (List<String> row : pastEvents) {
      String[] range = row.get(2).split("-", -1);
      int from = Integer.parseInt(range[0]);
      boolean possible = age > from && (row.get(1).equals("*") || row.get(1).equals(sex));
      if (possible && dice.chance(Integer.parseInt(row.get(3)))) {
        found.add(
            new Since(
                row.get(0),
                birthYear + dice.between(from, Math.min(age - 1, Integer.parseInt(range[1])))));
      }
    }
    return found;
  }

  private static List<Since> since(String cell) {
    return Tables.several(cell).stream()
        .map(item -> {
          int at = item.lastIndexOf('@');
          String year = item.substring(at + 1);
          return new Since(item.substring(0, at), year.isEmpty() ? 0 : Integer.parseInt(year));
        })
        .toList();
  }
}
