package carnet.server.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.record.prescription.Formulary;
import carnet.record.prescription.Prescription;
import carnet.record.prescription.Prescription.Patient;
import carnet.record.prescription.Prescription.Prescriber;
import carnet.record.prescription.PrescriptionLine;
import carnet.record.prescription.QuickEntry;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final Paper PAPER = new Paper();
  private static final String[] TYPED = {
    "metformine 1000 matin et soir, pendant les repas 3 mois renouvelable 1 fois ald",
    "atorvastatine 20 le soir 3 mois renouvelable 1 fois ald",
    "coumadine 5 1 le soir, à adapter selon l’INR 1 mois MTE",
    "doxycycline 100 matin et soir, pendant le repas 7 jours qsp 14 cp",
    "perindopril 5 le matin 3 mois renouvelable 1 fois",
    "bisoprolol 2,5 le matin 3 mois renouvelable 1 fois",
    "doliprane 1g matin midi soir si douleur 5 jours",
    "Préparation\u202f: crème à l’urée 10\u00a0%, 100\u00a0g, 1 application par jour sur les pieds pendant 1 mois (1 pot)",
  };

  @Test
  void theSheetCarriesEveryMention() {
    String text = text(print("a5-4", sheet(4, Format.A5)));
    assertThat(text)
        .contains(
            "Dr Camille MOREAU",
            "Médecin généraliste",
            "RPPS 10 9990 00127",
            "12, rue des Tilleuls, 37000 Tours")
        .contains("02 61 91 12 34", "cabinet@tilleuls.example", "MARTIN Jeanne", "née DUPUIS")
        .contains("Femme, née le 12/03/1957 (69 ans), 73,5 kg", "Tours, le", "24 novembre 2026")
        .contains(
            "AFFECTION EXONÉRANTE", "MALADIES INTERCURRENTES", "Metformine 1 000 mg, comprimé")
        .contains(
            "Renouvelable 1 fois", "Warfarine 5 mg, comprimé (COUMADINE)", "Non substituable (MTE)")
        .contains("7 jours (14 comprimés). Voie orale", "4 (quatre) lignes · page 1 sur 1")
        .contains("DÉMONSTRATION : ne pas délivrer", "7K4-P92", "Signature")
        .doesNotContain("non signé");
  }

  @ParameterizedTest
  @CsvSource({"1,A5", "4,A5", "8,A4", "12,A5", "12,A4", "40,A5", "40,A4"})
  void everyPageNamesPatientPrescriberAndCount(int lines, Format format) throws IOException {
    byte[] pdf =
        print(format.name().toLowerCase(java.util.Locale.ROOT) + "-" + lines, sheet(lines, format));
    try (PDDocument read = Loader.loadPDF(pdf)) {
      int pages = read.getNumberOfPages();
      for (int page = 1; page <= pages; page++) {
        String text = text(read, page);
        assertThat(text).contains("MARTIN Jeanne", "Camille MOREAU", "10 9990 00127", lines + " (");
        assertThat(text).contains("page " + page + " sur " + pages);
      }
      String whole = text(read, 0);
      for (int n = 1; n <= lines; n++) {
        assertThat(whole).containsPattern("(?m)^" + n + " ?\\p{Lu}");
      }
    }
  }

  @Test
  void anAbsurdPosologyFlowsOverPagesWithoutLosingAWord() throws IOException {
    StringBuilder long1 = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      long1.append("mot").append(i).append(i % 7 == 0 ? ", " : " ");
    }
    PrescriptionLine endless = PrescriptionLine.freeText(long1 + "x".repeat(400));
    byte[] pdf =
        print("a5-absurd", new Sheet(of(List.of(endless, typed(0))), Format.A5, true, false));
    try (PDDocument read = Loader.loadPDF(pdf)) {
      String text = text(read, 0).replaceAll("\\s+", " ");
      for (int i = 0; i < 900; i++) {
        assertThat(text).contains("mot" + i);
      }
      assertThat(read.getNumberOfPages()).isGreaterThan(2);
    }
  }

  @Test
  void accentsLigaturesAndThinSpacesAreInTheFont() {
    PrescriptionLine odd =
        PrescriptionLine.freeText(
            "Œdème, cœur, ÇÀÉÈÊËÎÏÔÙÛÜŸ æ ñ ß ½ µg « été\u202f» ≤ 3\u202f000 – — … ’ Il1 O0 <b>&amp;");
    assertThat(text(print("a5-odd", new Sheet(of(List.of(odd)), Format.A5, true, true))))
        .contains("Œdème, cœur, ÇÀÉÈÊËÎÏÔÙÛÜŸ æ ñ ß ½ µg « été » ≤ 3 000 – — … ’ Il1 O0 <b>&amp;");
  }

  @Test
  void aDraftSaysSoOnPaper() {
    assertThat(text(PAPER.prescription(new Sheet(of(List.of(typed(0))), Format.A5, false, true))))
        .contains("Aperçu, non signé", "APERÇU : ne vaut pas ordonnance");
  }

  @Test
  void onlyOneFrameWithoutLongTermIllness() {
    assertThat(
            text(
                print(
                    "a5-plain", new Sheet(of(List.of(typed(3), typed(6))), Format.A5, true, true))))
        .doesNotContain("AFFECTION", "INTERCURRENTES");
  }

  @Test
  void theSameSheetGivesTheSameBytesAndEmbedsItsFonts() throws IOException {
    byte[] once = PAPER.prescription(sheet(8, Format.A5));
    assertThat(PAPER.prescription(sheet(8, Format.A5))).isEqualTo(once);
    assertThat(new Paper().prescription(sheet(8, Format.A5))).isEqualTo(once);
    try (PDDocument read = Loader.loadPDF(once)) {
      assertThat(read.getDocumentInformation().getTitle())
          .isEqualTo("Ordonnance de MARTIN Jeanne du 24/11/2026");
      assertThat(read.getDocumentCatalog().getLanguage()).isEqualTo("fr");
      assertThat(read.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      for (PDPage page : read.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
          assertThat(font.getName()).contains("IBMPlexSans");
        }
      }
    }
  }

  @Test
  void theKitReadsBackAndNamesTheLineOfASlip() throws Exception {
    byte[] key =
        HexFormat.of().parseHex("00ff10ee20dd30cc40bb50aa60997088deadbeefcafebabe0123456789abcdef");
    List<String> lines = KitCode.lines(key);
    assertThat(KitCode.read(lines)).isEqualTo(key);
    List<String> sloppy =
        lines.stream()
            .map(l -> l.toLowerCase(java.util.Locale.ROOT).replace(' ', '-').replace('0', 'o'))
            .toList();
    assertThat(KitCode.read(sloppy)).isEqualTo(key);
    List<String> slip = new ArrayList<>(lines);
    slip.set(
        2,
        lines.get(2).charAt(0) == '7'
            ? "8" + lines.get(2).substring(1)
            : "7" + lines.get(2).substring(1));
    assertThatThrownBy(() -> KitCode.read(slip))
        .isInstanceOf(KitCode.Misread.class)
        .hasMessageContaining("line 3");
    assertThatThrownBy(
            () -> KitCode.read(List.of(lines.get(1), lines.get(0), lines.get(2), lines.get(3))))
        .isInstanceOf(KitCode.Misread.class);
    byte[] pdf = keep("kit", PAPER.kit(new Kit("Cabinet des Tilleuls", "3f9a…", key, DAY, true)));
    String text = text(pdf);
    for (String line : lines) {
      for (String group : line.split(" ", -1)) {
        assertThat(text).contains(group);
      }
    }
    try (PDDocument read = Loader.loadPDF(pdf)) {
      assertThat(read.getNumberOfPages()).isEqualTo(1);
      BufferedImage seen = new PDFRenderer(read).renderImageWithDPI(0, 150);
      String scanned =
          new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(grey(seen)))).getText();
      assertThat(scanned).isEqualTo("CARNET-KIT-1-" + String.join("-", lines).replace(' ', '-'));
    }
  }

  private static LuminanceSource grey(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
  }

  @Test
  void theInvitationFitsOnePage() throws IOException {
    byte[] pdf =
        keep(
            "invitation",
            PAPER.invitation(
                new Invitation(
                    "Cabinet des Tilleuls",
                    "Inès BENALI",
                    "infirmière",
                    "i.benali",
                    "KX7P-4M2Q-9TRD",
                    "https://carnet.tilleuls.example",
                    "Dr Camille MOREAU",
                    DAY,
                    LocalDateTime.of(2026, 11, 27, 18, 0),
                    true)));
    assertThat(text(pdf)).contains("KX7P-4M2Q-9TRD", "Inès BENALI", "27 novembre 2026 à 18 h 00");
    try (PDDocument read = Loader.loadPDF(pdf)) {
      assertThat(read.getNumberOfPages()).isEqualTo(1);
    }
  }

  @Test
  void noLineEndsAfterAnApostrophe() throws IOException {
    Invitation to =
        new Invitation(
            "Cabinet des Tilleuls",
            "Thomas LEFÈVRE",
            "médecin généraliste",
            "t.lefevre",
            "KX7P-4M2Q-9TRD",
            "http://localhost:8742",
            "Dr Camille MOREAU",
            DAY,
            LocalDateTime.of(2026, 11, 27, 18, 0),
            false);
    for (byte[] pdf :
        List.of(
            PAPER.invitation(to),
            PAPER.kit(new Kit("Cabinet des Tilleuls", "3f9a…", new byte[32], DAY, false)),
            PAPER.prescription(sheet(8, Format.A5)))) {
      try (PDDocument read = Loader.loadPDF(pdf)) {
        assertThat(new PDFTextStripper().getText(read)).contains("’").doesNotContain("’\n");
      }
    }
  }

  private static byte[] print(String name, Sheet sheet) {
    return keep(name, PAPER.prescription(sheet));
  }

  /** Left in target/paper to be looked at. */
  private static byte[] keep(String name, byte[] pdf) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "paper"));
      Files.write(folder.resolve(name + ".pdf"), pdf);
      return pdf;
    } catch (IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
  }

  private static String text(byte[] pdf) {
    try (PDDocument read = Loader.loadPDF(pdf)) {
      return text(read, 0).replaceAll("\\s+", " ");
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static String text(PDDocument read, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    if (page > 0) {
      stripper.setStartPage(page);
      stripper.setEndPage(page);
    }
    stripper.setSortByPosition(true);
    String text = stripper.getText(read).replace('\u00a0', ' ').replace('\u202f', ' ');
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replace("\ufb01", "fi")
        .replace("\ufb02", "fl");
  }

  private static Sheet sheet(int lines, Format format) {
    List<PrescriptionLine> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      all.add(typed(i % TYPED.length));
    }
    return new Sheet(of(all), format, true, true);
  }

  private static PrescriptionLine typed(int which) {
    return QuickEntry.understand(TYPED[which], Formulary.demonstration()).line();
  }

  private static Prescription of(List<PrescriptionLine> lines) {
    return new Prescription(
        "c0ffee00c0ffee00c0ffee00c0ffee00",
        "7K4-P92",
        new Prescriber(
            "m1",
            "MOREAU",
            "Camille",
            "gp",
            "Médecin généraliste",
            "10999000127",
            "37 1 00000 0",
            "Cabinet des Tilleuls",
            "12, rue des Tilleuls, 37000 Tours",
            "02 61 91 12 34",
            "cabinet@tilleuls.example"),
        new Patient(
            "p1", "MARTIN", "DUPUIS", "Jeanne", "female", LocalDate.of(1957, 3, 12), "73,5 kg"),
        "Tours",
        DAY,
        lines);
  }
}
