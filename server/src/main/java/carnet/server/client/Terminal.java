package carnet.server.client;

import carnet.server.Unusable;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom the command line asks: the console, without showing what is secret; where there is none, the
 * lines of standard input. Factors are never taken from the command line, which others can read.
 */
public final class Terminal {

  private final PrintWriter out;
  private final Optional<Console> console =
      Optional.ofNullable(System.console()).filter(Console::isTerminal);
  private final BufferedReader lines =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  public Terminal(PrintWriter out) {
    this.out = out;
  }

  /** Whether a person watches: a line can be written over. */
  public boolean isWatched() {
    return console.isPresent();
  }

  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** For who watches, over the remark before; with an empty one the place is free again. */
  public void remark(String line) {
    if (isWatched()) {
      show(line);
    }
  }

  /** Over the line that was shown last. */
  void show(String line) {
    out.print("\r\u001b[K" + line);
    out.flush();
  }

  String ask(String question) {
    return console
        .map(person -> given(person.readLine("%s", question)))
        .orElseGet(() -> line(question));
  }

  String askSecret(String question) {
    return console
        .map(person -> person.readPassword("%s", question))
        .map(typed -> given(new String(typed)))
        .orElseGet(() -> line(question));
  }

  private String line(String question) {
    say(question);
    try {
      return given(lines.readLine());
    } catch (IOException closed) {
      return given(null);
    }
  }

  private static String given(@Nullable String answer) {
    if (answer == null) {
      throw new Unusable(Unusable.REFUSED, "Nobody answered; nothing was done.");
    }
    return answer.strip();
  }
}
