package carnet.server.story;

import carnet.server.story.Browser.Answer;
import carnet.server.story.Cast.Player;
import carnet.server.story.Installation.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Plays November 2025 against an installation of its own and says of each sentence whether it held,
 * with its evidence. It plays its first step; what is not played yet is said to be so.
 */
@Command(
    name = "story",
    description = "Plays the attack of November 2025 against an installation of its own.",
    mixinStandardHelpOptions = true)
public final class Story implements Callable<Integer> {

  @Option(
      names = "--json",
      description = "Also writes the sentences and their evidence to this file.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  CommandSpec spec;

  /** A sentence of the design: false is what we want. */
  private record Sentence(String words, List<String> evidence, List<String> against) {
    Sentence(String words) {
      this(words, new ArrayList<>(), new ArrayList<>());
    }

    void check(boolean holds, String what) {
      (holds ? evidence : against).add(what);
    }
  }

  private final Sentence password = new Sentence("A password alone opened a record.");
  private final Sentence departed =
      new Sentence("The account of someone who had left opened anything.");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path root = Files.createTempDirectory("carnet-story");
    try (Installation installation = new Installation(root)) {
      say(out, "A practice is invented, on a server of its own.");
      Path file = root.resolve("demo.json");
      Server host = installation.start("host", "demo", "--json", file.toString());
      Cast cast = Cast.read(file, Clock.systemUTC());
      thief(out, host, cast);
    }
    return verdict(out);
  }

  /**
   * Passphrase; then also the seed; then a copy of the whole profile: of the GP, and of the doctor
   * who left.
   */
  private void thief(PrintWriter out, Server host, Cast cast) {
    Player gp = cast.with("c.moreau");
    Player left = cast.with("a.riviere");
    for (Player victim : List.of(gp, left)) {
      Sentence sentence = victim.equals(left) ? departed : password;
      Answer guess =
          Browser.unknown().signIn(host.address(), victim.login(), victim.passphrase(), "000000");
      sentence.check(!guess.ok(), victim.login() + ": passphrase alone, " + guess.code());
      Answer seed =
          Browser.unknown()
              .signIn(host.address(), victim.login(), victim.passphrase(), cast.code(victim));
      sentence.check(
          !seed.ok(), victim.login() + ": passphrase and seed, another browser, " + seed.code());
    }
    say(out, "The thief has passphrase, then seed: nothing opens from his browser.");
    Answer old =
        left.browser().signIn(host.address(), left.login(), left.passphrase(), cast.code(left));
    departed.check(!old.ok(), left.login() + ": every factor and the device, " + old.code());
    say(out, "The doctor who left, with all he ever had: refused.");

    Browser victim = gp.browser();
    Answer in = victim.signIn(host.address(), gp.login(), gp.passphrase(), cast.code(gp));
    password.check(in.ok(), gp.login() + " herself signs in");
    for (String route : List.of("/api/day", "/api/session", "/api/measures", "/api/messages")) {
      Answer stray = Browser.unknown().get(host.address(), route);
      password.check(stray.status() == 401, route + " without a session, " + stray.code());
    }
    Browser copy = victim.copy();
    copy.renew(host.address());
    // A lost answer is forgiven for 30 s; past them the second use of a renewal is a collision.
    Installation.pause(Duration.ofSeconds(31));
    victim.renew(host.address());
    copy.renew(host.address());
    Answer theirs = copy.get(host.address(), "/api/session");
    Answer hers = victim.get(host.address(), "/api/session");
    password.check(
        !(theirs.ok() && hers.ok()),
        "the copied profile and the original do not both go on: copy "
            + theirs.status()
            + ", original "
            + hers.status());
    say(out, "A copied profile collides with the original at the first renewals.");
  }

  private int verdict(PrintWriter out) throws IOException {
    boolean all = true;
    out.println();
    for (Sentence each : List.of(password, departed)) {
      boolean isFalse = each.against().isEmpty();
      all &= isFalse;
      out.println((isFalse ? "false  " : "TRUE   ") + each.words());
      each.evidence().forEach(line -> out.println("         " + line));
      each.against().forEach(line -> out.println("       ! " + line));
    }
    out.println(
        "Not played yet: containing one account, the list of what was touched, the host killed.");
    out.flush();
    if (json != null) {
      Files.writeString(json, Browser.JSON.writeValueAsString(List.of(password, departed)));
    }
    return all ? 0 : 1;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
