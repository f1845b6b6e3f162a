package carnet.server.demo;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invented member. {@code key} names it in the tables, {@code id} in references. {@code role}
 * and {@code profession} are the API's words; {@code rpps} is empty for who has none; {@code
 * leftOn} is null for who is still there.
 */
public record Member(
    String key,
    String id,
    String family,
    String given,
    String role,
    String profession,
    String title,
    String rpps,
    String login,
    @Nullable LocalDate leftOn) {

  public String shown() {
    return (profession.equals("gp") ? "Dr " : "") + given + " " + family;
  }
}
