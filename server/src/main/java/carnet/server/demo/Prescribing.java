package carnet.server.demo;

import carnet.record.prescription.Formulary;
import carnet.record.prescription.Prescription;
import carnet.record.prescription.PrescriptionFhir;
import carnet.record.prescription.PrescriptionLine;
import carnet.record.prescription.QuickEntry;
import carnet.record.prescription.Understood;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a doctor of the invented practice prescribes: typed lines, understood as a real one's would
 * be, minus what this person must not take.
 */
final class Prescribing {
  private static final String CODES = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** Anti-inflammatory drugs, kept away from who has one of these. */
  private static final String NSAID = "M01A";

  private static final List<String> NO_NSAID =
      List.of("irc", "fa-avk", "fa", "ic", "coronaropathie", "grossesse");

  private static final List<List<String>> FIXED = Tables.rows("traitements-connus.tsv");

  private final Person person;
  private final Formulary formulary;
  private final Map<String, List<String>> chosen = new LinkedHashMap<>();
  private final Map<String, PrescriptionLine> understood = new HashMap<>();

  Prescribing(Person person, Formulary formulary, Dice dice) {
    this.person = person;
    this.formulary = formulary;
    for (Person.Since problem : person.problems()) {
      List<String> lines =
          Illness.named(problem.what()).treatment().stream()
              .map(dice::choose)
              .filter(l -> !l.isEmpty())
              .toList();
      chosen.put(problem.what(), fixed(problem.what()).orElse(lines));
    }
  }

  private Optional<List<String>> fixed(String problem) {
    return FIXED.stream()
        .filter(r ->
            r.get(0).equals(person.family())
                && r.get(1).equals(person.born().toString())
                && r.get(2).equals(problem))
        .findFirst()
        .map(r -> Tables.several(r.get(3)));
  }

  /** The current treatment of these problems, a molecule once. */
  List<PrescriptionLine> of(List<String> problems, LocalDate on) {
    List<PrescriptionLine> lines = new ArrayList<>();
    Set<String> molecules = new HashSet<>();
    for (String problem : problems) {
      boolean ald = !Illness.named(problem).ald().isEmpty();
      for (String typed : chosen.getOrDefault(problem, List.of())) {
        PrescriptionLine line = line(typed).withAld(ald);
        if (suits(line, on) && molecules.add(line.name())) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  List<PrescriptionLine> typed(List<String> lines, LocalDate on) {
    return lines.stream().map(this::line).filter(line -> suits(line, on)).toList();
  }

  List<ObjectNode> sheet(
      List<PrescriptionLine> lines, Member by, LocalDate on, @Nullable String weight, Dice dice) {
    Prescription sheet =
        new Prescription(
            dice.id(),
            number(dice),
            prescriber(by),
            patient(weight),
            Cabinet.TILLEULS.town(),
            on,
            lines);
    return PrescriptionFhir.toFhir(sheet);
  }

  private PrescriptionLine line(String typed) {
    return understood.computeIfAbsent(typed, this::understand);
  }

  private PrescriptionLine understand(String typed) {
    Understood line = QuickEntry.understand(typed, formulary);
    if (!line.missing().isEmpty()) {
      throw new IllegalStateException(
          "a line of the tables lacks " + line.missing() + ": " + typed);
    }
    return line.line();
  }

  private boolean suits(PrescriptionLine line, LocalDate on) {
    boolean swallowed = line.form().startsWith("comprimé") || line.form().startsWith("gélule");
    boolean tooYoung = swallowed && person.age(on) < 6;
    boolean penicillin = line.atc().startsWith("J01C") && allergic("Pénicilline");
    boolean aspirin =
        (line.atc().startsWith("B01AC06") || line.atc().startsWith(NSAID)) && allergic("Aspirine");
    boolean nsaid = line.atc().startsWith(NSAID) && NO_NSAID.stream().anyMatch(person::has);
    boolean twoThinners =
        line.atc().startsWith("B01AC") && (person.has("fa") || person.has("fa-avk"));
    return !tooYoung && !penicillin && !aspirin && !nsaid && !twoThinners;
  }

  private boolean allergic(String to) {
    return person.allergies().stream().anyMatch(a -> a.label().equals(to));
  }

  private Prescription.Prescriber prescriber(Member by) {
    Cabinet at = Cabinet.TILLEULS;
    return new Prescription.Prescriber(
        by.id(),
        by.family(),
        by.given(),
        by.profession(),
        by.title(),
        by.rpps(),
        "37 1 00000 0",
        at.name(),
        at.address() + ", " + at.postalCode() + " " + at.town(),
        at.phone(),
        at.email());
  }

  private Prescription.Patient patient(@Nullable String weight) {
    String birth = person.birthFamily().equals(person.family()) ? "" : person.birthFamily();
    return new Prescription.Patient(
        person.id(),
        person.family(),
        birth,
        person.given().getFirst(),
        person.woman() ? "female" : "male",
        person.born(),
        weight);
  }

  private static String number(Dice dice) {
    StringBuilder number = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      number.append(i == 3 ? "-" : "").append(CODES.charAt(dice.upTo(CODES.length())));
    }
    return number.toString();
  }
}
