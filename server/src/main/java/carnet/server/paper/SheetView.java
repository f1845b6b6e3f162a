package carnet.server.paper;

import carnet.record.prescription.FrenchNumber;
import carnet.record.prescription.Kept;
import carnet.record.prescription.Prescription;
import carnet.record.prescription.Prescription.Patient;
import carnet.record.prescription.PrescriptionLine;
import carnet.record.prescription.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of a sheet, placed in its template. */
final class SheetView {
  private static final String RELATED =
      "Prescriptions relatives au traitement de l’affection de longue durée reconnue";
  private static final String UNRELATED =
      "Prescriptions SANS RAPPORT avec l’affection de longue durée";

  private SheetView() {}

  static Map<String, Object> of(Sheet sheet) {
    Prescription p = sheet.of();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("title", "Ordonnance de " + named(p.to()) + " du " + FrenchPaper.digits(p.date()));
    view.put("prescriber", p.by().announced());
    view.put("profession", p.by().title());
    view.put("rpps", FrenchPaper.rpps(p.by().rpps()));
    view.put("billing", p.by().billing());
    view.put("practice", p.by().practice());
    view.put("address", p.by().address());
    view.put("phone", FrenchPaper.phone(p.by().phone()));
    view.put("email", p.by().email());
    view.put("patient", named(p.to()));
    view.put("birthName", birthName(p.to()));
    view.put("civil", civil(p));
    view.put("place", p.place());
    view.put("date", FrenchPaper.words(p.date()));
    view.put("born", FrenchPaper.digits(p.to().born()));
    view.put("zones", zones(p));
    view.put("number", p.number());
    view.put("count", FrenchNumber.lines(p.lines().size()));
    view.put("signed", sheet.signed());
    view.put("demo", sheet.demo());
    view.put("a4", sheet.format() == Format.A4);
    return view;
  }

  private static String named(Patient to) {
    return to.family() + " " + to.given();
  }

  private static String birthName(Patient to) {
    return to.birthFamily().isEmpty() ? "" : bornWord(to) + " " + to.birthFamily();
  }

  private static String bornWord(Patient to) {
    return switch (to.sex()) {
      case "female" -> "née";
      case "male" -> "né";
      default -> "né(e)";
    };
  }

  private static String civil(Prescription p) {
    Patient to = p.to();
    boolean child = to.born().plusYears(18).isAfter(p.date());
    String sex =
        switch (to.sex()) {
          case "female" -> child ? "Fille, " : "Femme, ";
          case "male" -> child ? "Garçon, " : "Homme, ";
          default -> "Sexe inconnu, ";
        };
    String age = FrenchPaper.age(to.born(), p.date());
    String weight = to.weight() == null ? "" : ", " + to.weight().replace(' ', '\u00a0');
    return sex
        + bornWord(to)
        + " le "
        + FrenchPaper.digits(to.born())
        + (age.isEmpty() ? "" : " (" + age + ")")
        + weight;
  }

  /**
   * Two frames as soon as one line is for a long-term illness, numbered through in the order
   * printed; else one without heading.
   */
  private static List<Map<String, Object>> zones(Prescription p) {
    List<PrescriptionLine> related = p.lines().stream().filter(PrescriptionLine::ald).toList();
    List<PrescriptionLine> others = p.lines().stream().filter(line -> !line.ald()).toList();
    List<Map<String, Object>> zones = new ArrayList<>();
    if (related.isEmpty()) {
      zones.add(Map.of("heading", "", "note", "", "lines", lines(others, 1)));
      return zones;
    }
    zones.add(
        Map.of("heading", RELATED, "note", "(AFFECTION EXONÉRANTE)", "lines", lines(related, 1)));
    zones.add(
        Map.of(
            "heading",
            UNRELATED,
            "note",
            "(MALADIES INTERCURRENTES)",
            "lines",
            lines(others, related.size() + 1),
            "none",
            others.isEmpty()));
    return zones;
  }

  private static List<Map<String, Object>> lines(List<PrescriptionLine> lines, int from) {
    List<Map<String, Object>> views = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      views.add(line(lines.get(i), from + i));
    }
    return views;
  }

  private static Map<String, Object> line(PrescriptionLine line, int number) {
    Map<String, Object> view = new LinkedHashMap<>();
    Span duration = line.duration();
    Kept kept = line.kept();
    view.put("n", number);
    view.put("drug", line.title());
    view.put("posology", line.posology().text());
    view.put("duration", duration == null ? "" : duration.french());
    view.put("units", line.units());
    view.put("comma", !line.posology().text().isEmpty() && duration != null);
    view.put("route", line.route().isEmpty() ? "" : "Voie " + line.route());
    view.put(
        "renewals", line.renewals() > 0 ? "Renouvelable " + line.renewals() + "\u00a0fois" : "");
    view.put("kept", kept == null ? "" : "Non substituable (" + kept.name() + ")");
    view.put(
        "told", !line.posology().text().isEmpty() || duration != null || !line.units().isEmpty());
    return view;
  }
}
