package carnet.server.document;

import carnet.record.PatientId;
import carnet.record.ResourceKey;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.chart.Held;
import carnet.server.unlock.SignedIn;
import carnet.vault.Traced;
import java.io.IOException;
import java.io.InputStream;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Papers come as raw bodies: nothing is spooled to a disk. */
@RestController
final class DocumentController {

  private final Documents documents;

  DocumentController(Documents documents) {
    this.documents = documents;
  }

  @PostMapping("/api/patients/{patient}/documents")
  Documents.Filing file(
      SignedIn who,
      @PathVariable String patient,
      @RequestParam @Nullable String title,
      @RequestParam @Nullable String date,
      @RequestParam(defaultValue = "other") String kind,
      @RequestHeader("Content-Type") MediaType type,
      InputStream body)
      throws IOException {
    PatientId about = Held.known(who.house().practice(), who.session(), patient);
    String said = Fields.text(title, "?title", 200);
    String on = Fields.text(date, "?date", 10);
    try {
      LocalDate.parse(on);
    } catch (DateTimeException wrong) {
      throw Problem.invalid("?date", "Date : AAAA-MM-JJ.", "Date: YYYY-MM-DD.");
    }
    byte[] bytes = body.readNBytes(Documents.LARGEST + 1);
    if (bytes.length > Documents.LARGEST) {
      throw Problem.of(
              "too-large",
              HttpStatus.CONTENT_TOO_LARGE,
              "Ce document dépasse 700 Kio : numérisez-le en noir et blanc ou page par page.",
              "This paper is larger than 700 KiB: scan it in black and white or page by page.")
          .field("");
    }
    String plain = type.getType() + "/" + type.getSubtype();
    return documents.file(who.session(), about, said, on, kind, new Documents.Paper(plain, bytes));
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
