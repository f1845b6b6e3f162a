package carnet.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a body must have; a missing or overlong field is an {@code invalid} that names it. */
public final class Fields {

  private static final int LONGEST = 400;

  private Fields() {}

  public static String text(@Nullable String given, String pointer) {
    return text(given, pointer, LONGEST);
  }

  public static String text(@Nullable String given, String pointer, int longest) {
    if (given == null || given.isBlank()) {
      throw Problem.invalid(pointer, "Ce champ est nécessaire.", "This field is needed.");
    }
    if (given.length() > longest) {
      throw Problem.invalid(
          pointer,
          "Ce champ est trop long.",
          String.format(Locale.ROOT, "At most %d characters.", longest));
    }
    return given.strip();
  }

  /** Empty where nothing was given. */
  public static String optional(@Nullable String given, String pointer) {
    return given == null || given.isBlank() ? "" : text(given, pointer);
  }

  public static <T> T present(@Nullable T given, String pointer) {
    if (given == null) {
      throw Problem.invalid(pointer, "Ce champ est nécessaire.", "This field is needed.");
    }
    return given;
  }

  /** An id as it is written in addresses: 32 hex digits. */
  public static String id(@Nullable String given, String pointer) {
    String id = text(given, pointer).toLowerCase(Locale.ROOT);
    if (!id.matches("[0-9a-f]{32}")) {
      throw Problem.invalid(pointer, "Cet identifiant est mal formé.", "This id is malformed.");
    }
    return id;
  }
}
