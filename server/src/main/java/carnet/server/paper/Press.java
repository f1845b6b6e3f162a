package carnet.server.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;

/**
 * Turns a page of XHTML into a tagged PDF, in memory and always into the same bytes: dates and
 * document id come from the document, not from the clock. Fetches nothing: fonts are in the jar,
 * pictures in the page.
 */
final class Press {
  static {
    XRLog.setLoggingEnabled(false); // It would tell the console of every page that it lays out.
  }

  private final byte[] regular = font("IBMPlexSans_400Regular.ttf");
  private final byte[] semiBold = font("IBMPlexSans_600SemiBold.ttf");

  byte[] print(String xhtml, LocalDate made) {
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFont(() -> new ByteArrayInputStream(regular), "Plex", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> new ByteArrayInputStream(semiBold), "Plex", 600, FontStyle.NORMAL, true);
    builder.usePdfUaAccessibility(true);
    builder.useExternalResourceAccessControl(
        (uri, type) -> uri.startsWith("data:"),
        ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
    builder.useUnicodeLineBreaker(new FrenchBreaks());
    builder.withProducer("Carnet");
    builder.withHtmlContent(xhtml, "about:blank");
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      renderer.createPDFWithoutClosing();
      PDDocument document = renderer.getPdfDocument();
      sameEveryTime(document, xhtml, made);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      document.close();
      return out.toByteArray();
    } catch (IOException broken) {
      throw new UncheckedIOException("printing", broken);
    }
  }

  private static void sameEveryTime(PDDocument document, String xhtml, LocalDate made)
      throws IOException {
    long id = 0;
    for (int i = 0; i < xhtml.length(); i++) {
      id = 31 * id + xhtml.charAt(i);
    }
    document.setDocumentId(id);
    Calendar then = GregorianCalendar.from(made.atStartOfDay(ZoneOffset.UTC));
    then.setTimeZone(TimeZone.getTimeZone("UTC"));
    PDDocumentInformation about = document.getDocumentInformation();
    about.setCreationDate(then);
    about.setModificationDate(then);
    PDMetadata metadata = document.getDocumentCatalog().getMetadata();
    if (metadata != null) {
      String xmp = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
      String fixed =
          xmp.replaceAll(
              "\\d{4}-\\d{2}-\\d{2}T[0-9:.]+(?:Z|[+-]\\d{2}:\\d{2})", made + "T00:00:00Z");
      metadata.importXMPMetadata(fixed.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] font(String name) {
    try (InputStream in = Press.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the font " + name + " is not in the jar: docs/decisions/0010-paper-font.md");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
