package carnet.server.prescription;

import carnet.record.Change;
import carnet.record.PatientId;
import carnet.record.Practice.Write;
import carnet.record.Practice.Written;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.chart.Chart;
import carnet.record.directory.Hit;
import carnet.record.prescription.FhirPrescription;
import carnet.record.prescription.Formulary;
import carnet.record.prescription.Lack;
import carnet.record.prescription.PrescribingRules;
import carnet.record.prescription.Prescription;
import carnet.record.prescription.PrescriptionFhir;
import carnet.record.prescription.PrescriptionLine;
import carnet.record.prescription.Renewal;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.access.SentinelGate;
import carnet.server.chart.Held;
import carnet.server.chart.Once;
import carnet.server.paper.Format;
import carnet.server.paper.Paper;
import carnet.server.paper.Sheet;
import carnet.server.practice.House;
import carnet.vault.Compartment;
import carnet.vault.Member;
import carnet.vault.Session;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs prescriptions and prints them.
 *
 * <p>One sealed MedicationRequest a line, bound by its sheet's id, each with the prescriber's
 * signature, never changed after. The paper is made from the sealed lines read back, against a
 * trace of its own. Nothing is signed while a mention is missing or a line needs secured stock.
 */
@Component
public final class Sheets {

  private final House house;
  private final SentinelGate gate;
  private final Once once;
  private final Paper paper = new Paper();
  private final Formulary formulary = Formulary.demonstration();
  private final PrescribingRules rules = PrescribingRules.french();

  Sheets(House house, SentinelGate gate) {
    this.house = house;
    this.gate = gate;
    this.once = new Once(house);
  }

  /** A sheet as it stands sealed. */
  public record Signed(
      String id, String version, String number, int lines, List<Refused> refused) {}

  public record Refused(int line, String reason, String source) {}

  Formulary formulary() {
    return formulary;
  }

  List<Lack> lacks(Member by, String at, PrescriptionLine line) {
    return line.lacks(at, by.profession(), today(), rules, formulary);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(house.clock().now(), House.ZONE);
  }

  Renewal renewal(Chart chart, carnet.record.chart.Held line) {
    ObjectNode request = line.resource().tree();
    return isSigned(chart, line)
        ? Renewal.of(request, formulary, rules, today())
        : Renewal.foreign(request);
  }

  /** One at a time: of two that come at once under one id, the second sees the first. */
  synchronized Signed sign(Session by, PatientId patient, SheetAsked asked) {
    Held.require(by, Compartment.TREATMENT);
    String id = Fields.id(asked.id(), "/id");
    Chart chart = once.look(by, patient, Compartment.TREATMENT);
    Prescription sheet = sheet(by, patient, id, asked);
    Optional<Signed> before = before(chart, sheet);
    if (before.isPresent()) {
      return before.get();
    }
    refuse(sheet.lacks(rules, formulary), sheet.lines());
    List<Write> writes = new ArrayList<>();
    for (ObjectNode line : PrescriptionFhir.toFhir(sheet)) {
      ResourceKey key = new ResourceKey("MedicationRequest", line.path("id").asString(""));
      writes.add(new Write(new Change.Put(Resource.of(key, line)), List.of(), true));
    }
    List<Written> written = house.practice().write(by, patient, writes);
    gate.facts().signed(by, patient, true);
    return new Signed(
        id, written.getLast().version().hex(), sheet.number(), sheet.lines().size(), List.of());
  }

  /**
   * The same sheet sent again is answered as the first time; another one under its id is refused.
   */
  private Optional<Signed> before(Chart chart, Prescription asked) {
    List<carnet.record.chart.Held> lines = linesOf(chart, asked.id());
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Prescription there = read(lines);
    if (!there.lines().equals(asked.lines()) || !there.by().member().equals(asked.by().member())) {
      throw Once.conflict(lines.getFirst().version().hex());
    }
    return Optional.of(
        new Signed(
            there.id(),
            lines.getLast().version().hex(),
            there.number(),
            there.lines().size(),
            List.of()));
  }

  /** What it would look like, marked on every page as not signed. Names the patient: traced. */
  byte[] preview(Session by, PatientId patient, SheetAsked asked, Format format) {
    Held.require(by, Compartment.TREATMENT);
    Problems.granted(
        house
            .practice()
            .disclose(
                by, "names.shown", Map.of("what", "preview"), List.of(patient), Optional::of));
    Prescription sheet = sheet(by, patient, "0".repeat(32), asked);
    return paper.prescription(new Sheet(sheet, format, false, house.demo()));
  }

  byte[] print(Session by, PatientId patient, String id, Format format) {
    Held.require(by, Compartment.TREATMENT);
    Chart chart =
        Problems.granted(
                house
                    .practice()
                    .open(
                        by,
                        "print",
                        patient,
                        Map.of("what", "prescription", "sheet", id),
                        Set.of(Compartment.TREATMENT)))
            .value();
    List<carnet.record.chart.Held> lines = linesOf(chart, id);
    if (lines.isEmpty()) {
      throw Problem.notFound();
    }
    return paper.prescription(new Sheet(read(lines), format, true, house.demo()));
  }

  /** Of a sheet as its prescriber signed it. */
  private static List<carnet.record.chart.Held> linesOf(Chart chart, String id) {
    List<carnet.record.chart.Held> lines =
        chart.current("MedicationRequest").stream()
            .filter(each -> FhirPrescription.sheetOf(each.resource()).equals(id))
            .toList();
    if (!lines.stream().allMatch(each -> isSigned(chart, each))) {
      throw Problem.of(
          "not-as-signed",
          HttpStatus.CONFLICT,
          "Cette ordonnance n’est pas telle que son prescripteur l’a signée : rédigez-en une autre.",
          "This sheet is not as its prescriber signed it: write another.");
    }
    return lines;
  }

  /** Whether the prescriber whom a line names is who signed it, and nobody said otherwise since. */
  private static boolean isSigned(Chart chart, carnet.record.chart.Held line) {
    return !FhirPrescription.sheetOf(line.resource()).isEmpty()
        && chart.isSigned(line)
        && FhirPrescription.prescriberOf(line.resource().tree()).equals(line.author());
  }

  private static Prescription read(List<carnet.record.chart.Held> lines) {
    return FhirPrescription.read(lines.stream().map(each -> each.resource().tree()).toList());
  }

  private Prescription sheet(Session by, PatientId patient, String id, SheetAsked asked) {
    Hit hit = house.practice().known(by, patient).orElseThrow(Problem::notFound);
    return new Prescription(
        id,
        number(id),
        Prescribers.of(by.member(), house.vault().keyring().profile()),
        new Prescription.Patient(
            patient.hex(),
            hit.family(),
            hit.birthFamily(),
            hit.given(),
            hit.sex(),
            born(hit.born()),
            asked.weightText()),
        Prescribers.place(house.vault().keyring().profile()),
        today(),
        asked.read(formulary));
  }

  private static LocalDate born(String date) {
    try {
      return LocalDate.parse(date.length() > 10 ? date.substring(0, 10) : date);
    } catch (DateTimeException partial) {
      throw Problem.invalid(
          "/to/born",
          "La date de naissance du patient est incomplète : complétez son identité.",
          "The patient's birth date is not whole: complete the identity.");
    }
  }

  /** Six digits for the phone, derived from the id: the same on every replica. */
  private static String number(String id) {
    long value = Long.parseUnsignedLong(id.substring(0, 15), 16) % 1_000_000;
    String six = String.format(java.util.Locale.ROOT, "%06d", value);
    return six.substring(0, 3) + " " + six.substring(3);
  }

  private static void refuse(List<Lack> lacks, List<PrescriptionLine> lines) {
    if (lacks.isEmpty()) {
      return;
    }
    List<Lack> secured =
        lacks.stream().filter(each -> each.code().equals("secured-stock")).toList();
    Lack first = secured.isEmpty() ? lacks.getFirst() : secured.getFirst();
    Problem problem =
        secured.isEmpty()
            ? Problem.invalid(first.field(), named(first, lines, first.fr()), first.en())
            : Problem.of(
                    "secured-stock",
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Une ligne demande une ordonnance sécurisée : rien n’a été signé.",
                    "A line needs secured stock: nothing was signed.")
                .field(first.field().replaceFirst("/drug$", ""))
                .wayOut(
                    "Retirez cette ligne et prescrivez-la sur votre papier sécurisé.",
                    "Remove this line and prescribe it on your secured stock.");
    List<Map<String, Object>> refused = new ArrayList<>();
    for (Lack each : lacks) {
      problem.reason(each.code(), named(each, lines, each.fr()), each.en());
      lineOf(each)
          .ifPresent(line ->
              refused.add(Map.of("line", line, "reason", each.fr(), "source", each.source())));
    }
    throw problem.with("refused", refused);
  }

  /** With the line that it is about, as she reads it: number and drug. */
  private static String named(Lack lack, List<PrescriptionLine> lines, String sentence) {
    return lineOf(lack)
        .map(line -> (line + 1) + ". " + lines.get(line).title() + " : " + sentence)
        .orElse(sentence);
  }

  private static Optional<Integer> lineOf(Lack lack) {
    String[] field = lack.field().split("/", -1);
    return field.length > 2 && field[1].equals("lines")
        ? Optional.of(Integer.valueOf(field[2]))
        : Optional.empty();
  }
}
