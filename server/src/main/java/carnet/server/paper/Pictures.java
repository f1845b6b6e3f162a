package carnet.server.paper;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The pages of a PDF as grey pictures, in memory: every browser shows and prints them alike, where
 * PDF viewers in a frame differ, are missing on tablets, or cannot print.
 *
 * @param pages PNG, as {@code data:} addresses
 */
public record Pictures(List<String> pages) {

  /** Sharp on a screen that doubles its pixels. */
  public static final int SCREEN = 144;

  /** A laser printer's text. */
  public static final int PRINTER = 300;

  public Pictures {
    pages = List.copyOf(pages);
  }

  /**
   * @param dpi pixels to the inch of paper
   */
  public static Pictures of(byte[] pdf, int dpi) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFRenderer renderer = new PDFRenderer(document);
      List<String> pages = new ArrayList<>();
      for (int page = 0; page < document.getNumberOfPages(); page++) {
        pages.add(png(renderer.renderImageWithDPI(page, dpi, ImageType.GRAY)));
      }
      return new Pictures(pages);
    } catch (IOException broken) {
      throw new UncheckedIOException("drawing a page", broken);
    }
  }

  private static String png(BufferedImage page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(page, "png", out);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
