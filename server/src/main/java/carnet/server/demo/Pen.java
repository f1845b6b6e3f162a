package carnet.server.demo;

import carnet.record.prescription.PrescriptionLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Writes one patient's visits, results and papers as they would have been written that day. */
final class Pen {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)\\}");

  /** What a visit says; slots still open. */
  record Story(
      String type, String motive, String exam, String conclusion, String plan, int minutes) {}

  private final Person person;
  private final Trends trends;
  private final Prescribing prescribing;
  private final Dice dice;
  private final List<Written> written = new ArrayList<>();
  private final Map<String, String> conditions = new TreeMap<>();

  Pen(Person person, Trends trends, Prescribing prescribing, Dice dice) {
    this.person = person;
    this.trends = trends;
    this.prescribing = prescribing;
    this.dice = dice;
  }

  List<Written> written() {
    return written;
  }

  void write(Member by, LocalDateTime at, List<ObjectNode> resources) {
    written.add(new Written(by.key(), person.id(), instant(at), resources));
  }

  static Instant instant(LocalDateTime at) {
    return at.atZone(PARIS).toInstant();
  }

  void problem(Member by, LocalDateTime at, Person.Since since, boolean active) {
    Illness illness = Illness.named(since.what());
    String id = dice.id();
    conditions.put(since.what(), id);
    String year = since.year() == 0 ? "" : String.valueOf(since.year());
    write(
        by,
        at,
        List.of(
            Fhir.problem(
                id, person, by, illness.label(), illness.icd10(), illness.ald(), year, active)));
  }

  /** A visit with its measures, its note and, where lines are given, its prescription. */
  void visit(
      Member by, LocalDateTime at, Story story, List<String> about, List<PrescriptionLine> lines) {
    String encounter = dice.id();
    Instant instant = instant(at);
    List<ObjectNode> all = new ArrayList<>();
    List<String> reasons = about.stream().map(conditions::get).filter(Objects::nonNull).toList();
    all.add(
        Fhir.encounter(
            encounter,
            person,
            by,
            instant,
            story.minutes,
            story.type,
            filled(story.motive),
            reasons));
    all.addAll(vitals(by, at, encounter, story.exam + story.conclusion));
    List<List<String>> sections = new ArrayList<>();
    section(sections, "Motif", "29299-5", story.motive);
    section(sections, "Examen", "29545-1", story.exam);
    section(sections, "Conclusion", "51848-0", story.conclusion);
    section(sections, "Conduite à tenir", "18776-5", story.plan);
    all.add(
        Fhir.note(
            dice.id(),
            person,
            by,
            instant.plusSeconds(60L * story.minutes),
            encounter,
            story.type,
            sections));
    if (!lines.isEmpty()) {
      String weight = person.age(at.toLocalDate()) < 15 ? trends.last("poids") : null;
      List<ObjectNode> sheet = prescribing.sheet(lines, by, at.toLocalDate(), weight, dice);
      sheet.forEach(line -> line.putObject("encounter").put("reference", "Encounter/" + encounter));
      all.addAll(sheet);
    }
    write(by, at.plusMinutes(story.minutes), all);
  }

  /** A result that came in, read by who asked for it. */
  void result(Member by, LocalDateTime at, List<Trends.Lab> labs) {
    List<ObjectNode> all = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Trends.Lab lab : labs) {
      BigDecimal value = trends.lab(lab, at.toLocalDate());
      ids.add(observed(all, by, at, lab.loinc(), lab.label(), value, lab.unit(), lab.ucum()));
      if (lab.key().equals("creat") && person.age(at.toLocalDate()) >= 18) {
        BigDecimal dfg =
            BigDecimal.valueOf(trends.filtration(value.doubleValue(), at.toLocalDate()));
        ids.add(
            observed(
                all,
                by,
                at,
                "62238-1",
                "DFG estimé (CKD-EPI)",
                dfg,
                "mL/min/1,73 m²",
                "mL/min/{1.73_m2}"));
      }
    }
    String title = labs.size() == 1 ? labs.getFirst().report() : "Biologie";
    all.add(Fhir.report(dice.id(), person, by, instant(at), title, ids));
    write(by, at, all);
  }

  private String observed(
      List<ObjectNode> into,
      Member by,
      LocalDateTime at,
      String loinc,
      String label,
      BigDecimal value,
      String unit,
      String ucum) {
    String id = dice.id();
    ObjectNode out = Fhir.observation(id, person, by, instant(at), loinc, label, null);
    Fhir.quantity(out, value, unit, ucum);
    into.add(out);
    return id;
  }

  void vaccine(Member by, LocalDateTime at, String label) {
    write(by, at, List.of(Fhir.vaccine(dice.id(), person, by, at.toLocalDate(), label)));
  }

  void letter(Member filedBy, LocalDateTime at, String from, String text) {
    write(
        filedBy,
        at,
        List.of(Fhir.letter(dice.id(), person, filedBy, instant(at), from, dice.choose(text))));
  }

  /** Only what the note speaks of was measured, and the weight of a child always. */
  private List<ObjectNode> vitals(Member by, LocalDateTime at, String encounter, String text) {
    List<ObjectNode> all = new ArrayList<>();
    Instant instant = instant(at);
    boolean child = person.age(at.toLocalDate()) < 16;
    if (text.contains("{ta}")) {
      int[] pressure = trends.pressure(at.toLocalDate());
      ObjectNode out =
          Fhir.observation(
              dice.id(), person, by, instant, "85354-9", "Tension artérielle", encounter);
      component(out, "8480-6", "Systolique", pressure[0]);
      component(out, "8462-4", "Diastolique", pressure[1]);
      all.add(out);
    }
    if (text.contains("{pouls}")) {
      all.add(
          measure(
              by,
              at,
              encounter,
              "8867-4",
              "Pouls",
              BigDecimal.valueOf(trends.pulse(at.toLocalDate())),
              "/min",
              "/min"));
    }
    if (text.contains("{poids}") || child) {
      all.add(
          measure(
              by, at, encounter, "29463-7", "Poids", trends.weight(at.toLocalDate()), "kg", "kg"));
    }
    if (text.contains("{taille}")) {
      all.add(
          measure(
              by, at, encounter, "8302-2", "Taille", trends.height(at.toLocalDate()), "cm", "cm"));
    }
    return all;
  }

  private ObjectNode measure(
      Member by,
      LocalDateTime at,
      String encounter,
      String loinc,
      String label,
      BigDecimal value,
      String unit,
      String ucum) {
    ObjectNode out = Fhir.observation(dice.id(), person, by, instant(at), loinc, label, encounter);
    Fhir.quantity(out, value, unit, ucum);
    return out;
  }

  private static void component(ObjectNode out, String loinc, String label, int value) {
    ObjectNode part = out.withArray("component").addObject();
    ObjectNode code = part.putObject("code");
    code.putArray("coding").addObject().put("system", "http://loinc.org").put("code", loinc);
    code.put("text", label);
    Fhir.quantity(part, BigDecimal.valueOf(value), "mmHg", "mm[Hg]");
  }

  private void section(List<List<String>> into, String title, String loinc, String text) {
    String said = filled(text);
    if (!said.isBlank()) {
      into.add(List.of(title, loinc, said));
    }
  }

  private String filled(String text) {
    Matcher slot = SLOT.matcher(text);
    StringBuilder out = new StringBuilder();
    while (slot.find()) {
      slot.appendReplacement(out, Matcher.quoteReplacement(trends.last(slot.group(1))));
    }
    return slot.appendTail(out).toString();
  }

  /** The names of the results that a text speaks of and that nobody knows yet. */
  List<String> unknown(String text) {
    List<String> names = new ArrayList<>();
    Matcher slot = SLOT.matcher(text);
    while (slot.find()) {
      String name = slot.group(1).equals("dfg") ? "creat" : slot.group(1);
      if (Trends.LABS.containsKey(name) && !trends.knows(name) && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }
}
