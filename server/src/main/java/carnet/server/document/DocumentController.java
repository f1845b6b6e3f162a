package carnet.server.document;

import carnet.record.PatientId;
import carnet.record.ResourceKey;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.chart.Held;
import carnet.server.unlock.SignedIn;
import carnet.vault.Traced;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A paper comes inside its JSON, so that its title stands in no URL and nothing is spooled. */
@RestController
final class DocumentController {

  private final Documents documents;

  DocumentController(Documents documents) {
    this.documents = documents;
  }

  /**
   * @param data base64 of the paper
   */
  record Asked(
      @Nullable String title,
      @Nullable String date,
      @Nullable String kind,
      @Nullable String type,
      byte @Nullable [] data) {}

  @PostMapping("/api/patients/{patient}/documents")
  Documents.Filing file(SignedIn who, @PathVariable String patient, @RequestBody Asked asked) {
    PatientId about = Held.known(who.house().practice(), who.session(), patient);
    String title = Fields.text(asked.title(), "/title", 200);
    LocalDate on = date(asked.date());
    String type = Fields.text(asked.type(), "/type", 100);
    byte[] data = Fields.present(asked.data(), "/data");
    if (data.length > Documents.LARGEST) {
      throw Problem.of(
              "too-large",
              HttpStatus.CONTENT_TOO_LARGE,
              "Ce document dépasse 10 Mio : numérisez-le en noir et blanc ou en deux fois.",
              "This paper is larger than 10 MiB: scan it in black and white or in two parts.")
          .field("/data");
    }
    return documents.file(
        who.session(),
        about,
        title,
        on,
        Fields.optional(asked.kind(), "/kind"),
        new Documents.Paper(type, data));
  }

  private static LocalDate date(@Nullable String given) {
    try {
      return LocalDate.parse(Fields.text(given, "/date", 10));
    } catch (DateTimeException wrong) {
      throw Problem.invalid("/date", "Date : AAAA-MM-JJ.", "Date: YYYY-MM-DD.");
    }
  }

  @GetMapping("/api/documents/mine")
  Traced<List<Documents.Filing>> mine(SignedIn who) {
    return Problems.granted(documents.mine(who.session()));
  }

  @GetMapping("/api/patients/{patient}/documents/{document}")
  ResponseEntity<byte[]> read(
      SignedIn who, @PathVariable String patient, @PathVariable String document) {
    PatientId about = Held.known(who.house().practice(), who.session(), patient);
    if (!ResourceKey.isId(document)) {
      throw Problem.notFound();
    }
    Documents.Paper paper = documents.read(who.session(), about, document);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(paper.type()))
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .body(paper.bytes());
  }
}
