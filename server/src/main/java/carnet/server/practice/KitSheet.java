package carnet.server.practice;

import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.paper.KitCode;
import carnet.server.paper.Paper;
import carnet.vault.Kit;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kit as people hold it: four lines to type, a page to print. Safe for many threads. */
final class KitSheet {

  /**
   * @param words the four lines
   * @param pdf in base64
   */
  record Shown(List<String> words, String pdf) {}

  private final House house;
  private final Paper paper = new Paper();

  KitSheet(House house) {
    this.house = house;
  }

  /** For the eyes of who asked, once. */
  Shown print(Kit kit) {
    byte[] root = kit.root();
    try {
      byte[] pdf =
          paper.kit(
              new carnet.server.paper.Kit(
                  house.practiceName(),
                  kit.practice().hex(),
                  root,
                  LocalDate.ofInstant(house.clock().now(), House.ZONE),
                  house.demo()));
      return new Shown(KitCode.lines(root), Base64.getEncoder().encodeToString(pdf));
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }

  /**
   * The kit of these lines; its caller closes it.
   *
   * @throws Problem that names the line which is none of a kit
   */
  Kit read(@Nullable List<String> lines) {
    byte[] root;
    try {
      root = KitCode.read(Fields.present(lines, "/kit"));
    } catch (KitCode.Misread wrong) {
      throw Problem.invalid(
          "/kit/" + (wrong.line - 1),
          "Cette ligne n’est pas celle d’un kit : relisez-la.",
          "This line is not one of a kit: read it again.");
    }
    try {
      return Kit.of(house.vault().practice(), root);
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }
}
