package carnet.server.paper;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints: a value in, a PDF out. Nothing touches the disk or the network, and the same value gives
 * the same bytes, so that a sheet reprinted is the sheet that was signed. Safe for use by several
 * threads.
 */
public final class Paper {
  private final Press press = new Press();
  private final Template prescription = template("prescription.mustache");
  private final Template kit = template("kit.mustache");
  private final Template invitation = template("invitation.mustache");

  /**
   * The sheet, of as many pages as its lines need; each names patient, prescriber and the number of
   * lines.
   */
  public byte[] prescription(Sheet sheet) {
    return press.print(prescription.execute(SheetView.of(sheet)), sheet.of().date());
  }

  /**
   * One A4 page: the practice's root key in four checked lines and as a QR code, what it is for and
   * how to keep it.
   */
  public byte[] kit(Kit of) {
    List<String> lines = KitCode.lines(of.rootKey());
    List<Map<String, Object>> numbered = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] groups = lines.get(i).split(" ", -1);
      numbered.add(Map.of("n", i + 1, "a", groups[0], "b", groups[1], "c", groups[2]));
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("practice", of.practice());
    view.put("practiceId", of.practiceId());
    view.put("date", FrenchPaper.words(of.made()));
    view.put("lines", numbered);
    view.put(
        "square", Square.dataUri(("CARNET-KIT-1 " + String.join(" ", lines)).replace(" ", "-")));
    view.put("demo", of.demo());
    return press.print(kit.execute(view), of.made());
  }

  /** One A5 page to hand to a future member. */
  public byte[] invitation(Invitation to) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("practice", to.practice());
    view.put("name", to.name());
    view.put("role", to.role());
    view.put("login", to.login());
    view.put("code", to.code());
    view.put("address", to.address());
    view.put("invitedBy", to.invitedBy());
    view.put("date", FrenchPaper.words(to.made()));
    view.put("expires", FrenchPaper.words(to.expires()));
    view.put("demo", to.demo());
    return press.print(invitation.execute(view), to.made());
  }

  private static Template template(String name) {
    try (InputStream in = Paper.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing template " + name);
      }
      return Mustache.compiler()
          .emptyStringIsFalse(true)
          .compile(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
