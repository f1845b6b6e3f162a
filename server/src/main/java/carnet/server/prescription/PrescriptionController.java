package carnet.server.prescription;

import carnet.record.PatientId;
import carnet.record.prescription.Formulary;
import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.chart.Held;
import carnet.server.paper.Format;
import carnet.server.paper.Pictures;
import carnet.server.unlock.SignedIn;
import carnet.vault.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads requests, answers; the rules are in {@link Sheets} and in {@code record.prescription}. */
@RestController
final class PrescriptionController {

  private final Sheets sheets;
  private final Renewals renewals;
  private final Platform platform;

  PrescriptionController(Sheets sheets, Renewals renewals, Platform platform) {
    this.sheets = sheets;
    this.renewals = renewals;
    this.platform = platform;
  }

  record Typed(@Nullable String text, @Nullable String drug, @Nullable String verbatim) {}

  @PostMapping("/api/prescription/understand")
  DrugAnswers.Read understand(SignedIn who, @RequestBody Typed typed) {
    String text = Fields.text(typed.text(), "/text", 500);
    String chosen = Fields.optional(typed.drug(), "/drug");
    String verbatim =
        typed.verbatim() == null ? "" : Fields.text(typed.verbatim(), "/verbatim", 500);
    return DrugAnswers.understood(sheets, who.session().member(), text, chosen, verbatim);
  }

  /** The rules that each line breaks, in the order of the lines; names nobody. */
  @PostMapping("/api/prescription/check")
  List<List<DrugAnswers.Refused>> check(SignedIn who, @RequestBody SheetAsked asked) {
    return asked.read(sheets.formulary()).stream()
        .map(line -> DrugAnswers.refused(sheets.lacks(who.session().member(), "", line)))
        .toList();
  }

  @PostMapping("/api/prescription/drugs")
  ResponseEntity<Object> drugs(SignedIn who, @RequestBody Typed typed) {
    Formulary formulary = sheets.formulary();
    return ResponseEntity.ok()
        .header("Carnet-Source-Date", formulary.date().toString())
        .body(DrugAnswers.named(formulary, Fields.text(typed.text(), "/text", 500)));
  }

  /** The preview's pages as pictures, for a screen. */
  @PostMapping("/api/patients/{patient}/prescriptions/preview/pages")
  ResponseEntity<Pictures> previewPages(
      SignedIn who,
      @PathVariable String patient,
      @RequestParam(defaultValue = "A5") String format,
      @RequestBody SheetAsked asked) {
    return pictures(
        previewed(who, patient, format, asked, pdf -> Pictures.of(pdf, Pictures.SCREEN)));
  }

  @PostMapping("/api/patients/{patient}/prescriptions/preview")
  ResponseEntity<byte[]> preview(
      SignedIn who,
      @PathVariable String patient,
      @RequestParam(defaultValue = "A5") String format,
      @RequestBody SheetAsked asked) {
    return pdf(previewed(who, patient, format, asked, pdf -> pdf));
  }

  @PostMapping("/api/patients/{patient}/prescriptions")
  Sheets.Signed sign(SignedIn who, @PathVariable String patient, @RequestBody SheetAsked asked) {
    Session by = who.session();
    PatientId about = Held.known(who.house().practice(), by, patient);
    if (asked.patient() != null && !asked.patient().equals(about.hex())) {
      throw Problem.invalid(
          "/patient",
          "Cette ordonnance concerne un autre patient que le dossier ouvert : rien n’a été signé.",
          "This sheet is about another patient than the chart: nothing was signed.");
    }
    return sheets.sign(by, about, asked);
  }

  @PostMapping("/api/patients/{patient}/prescriptions/renewal")
  List<Renewals.Renewed> renew(
      SignedIn who, @PathVariable String patient, @RequestBody Renewals.Asked asked) {
    Session by = who.session();
    return renewals.again(by, Held.known(who.house().practice(), by, patient), asked);
  }

  @GetMapping("/api/patients/{patient}/prescriptions/{sheet}/pdf")
  ResponseEntity<byte[]> print(
      SignedIn who,
      @PathVariable String patient,
      @PathVariable String sheet,
      @RequestParam(defaultValue = "A5") String format) {
    return pdf(printed(who, patient, sheet, format, pdf -> pdf));
  }

  /** The signed sheet's pages as pictures, for a printer. */
  @GetMapping("/api/patients/{patient}/prescriptions/{sheet}/pages")
  ResponseEntity<Pictures> printPages(
      SignedIn who,
      @PathVariable String patient,
      @PathVariable String sheet,
      @RequestParam(defaultValue = "A5") String format) {
    return pictures(
        printed(who, patient, sheet, format, pdf -> Pictures.of(pdf, Pictures.PRINTER)));
  }

  private <T> T previewed(
      SignedIn who, String patient, String format, SheetAsked asked, Function<byte[], T> as) {
    Session by = who.session();
    PatientId about = Held.known(who.house().practice(), by, patient);
    Format paper = format(format);
    return platform.run(() -> as.apply(sheets.preview(by, about, asked, paper)));
  }

  private <T> T printed(
      SignedIn who, String patient, String sheet, String format, Function<byte[], T> as) {
    Session by = who.session();
    PatientId about = Held.known(who.house().practice(), by, patient);
    String id = Fields.id(sheet, "/prescription");
    Format paper = format(format);
    return platform.run(() -> as.apply(sheets.print(by, about, id, paper)));
  }

  private static Format format(String asked) {
    Format known = Map.of("A5", Format.A5, "A4", Format.A4).get(asked.toUpperCase(Locale.ROOT));
    if (known == null) {
      throw Problem.invalid("?format", "A5 ou A4.", "A5 or A4.");
    }
    return known;
  }

  private static ResponseEntity<Pictures> pictures(Pictures pages) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(pages);
  }

  private static ResponseEntity<byte[]> pdf(byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .cacheControl(CacheControl.noStore())
        .body(bytes);
  }
}
