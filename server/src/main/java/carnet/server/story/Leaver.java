package carnet.server.story;

import carnet.journal.Bytes;
import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast.Player;
import carnet.server.story.Installation.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fourth step: two doctors come, work, and leave, the second at the worst moment: the host dies
 * when the office knows of the departure and has not got the new pepper. What they knew and held,
 * with a copy of every file of before and after and of all that passed between the servers, opens
 * nothing; the others work on.
 */
final class Leaver implements Step {
  @Override
  public void play(Scene scene) {
    String host = scene.host().address();
    Browser garnier = signedIn(scene, host, "s.garnier");
    Browser moreau = signedIn(scene, host, "c.moreau");
    Locum leroy = works(scene, "s.garnier", garnier, "Leroy", "Anne");
    Locum girard = works(scene, "c.moreau", moreau, "Girard", "Paul");
    Scene.awaitEqual(garnier, host);
    Path before = copied(scene, "before");
    List<Bytes> keysBefore = AtHome.replicaKeys(scene.host().keys());
    theAttemptIsReal(scene, leroy, before, keysBefore);

    departs(scene, garnier, code(scene, "s.garnier"), leroy).required();
    Scene.awaitEqual(garnier, host);
    shutOut(scene, leroy, scene.host());
    shutOut(scene, leroy, scene.office());
    scene.say(
        scene.departed,
        "A doctor leaves; her factors, device and session are refused at host and office.");

    atTheWorstMoment(scene, moreau, girard);
    Path after = copied(scene, "after");
    atHome(scene, List.of(leroy, girard), List.of(before, after));
    noKeyTravels(scene, keysBefore, List.of(before, after));
    scene.say(
        scene.departed,
        "With every file of before and after and all that passed, they open nothing.");

    scene.wire().mend();
    scene.hostReturns();
    int peppers = peppers(scene.host());
    Scene.await("the new pepper is at the office", () -> peppers(scene.office()) == peppers);
    shutOut(scene, girard, scene.host());
    shutOut(scene, girard, scene.office());
    mayStill(scene, "i.benali", scene.office(), "with the new pepper");
    scene.say(scene.departed, "The host returns: still shut to who left, open to the others.");
  }

  private static Browser signedIn(Scene scene, String address, String login) {
    Player player = scene.cast().with(login);
    Browser browser = player.browser();
    browser.signIn(address, login, player.passphrase(), scene.cast().code(player)).required();
    return browser;
  }

  /** Comes, and signs a note for a patient of her own. */
  private static Locum works(
      Scene scene, String login, Browser steward, String family, String given) {
    Locum locum = Locum.arrives(scene, scene.cast().with(login), steward, family, given);
    String host = scene.host().address();
    Consultation.begin(locum.browser(), host, "Patient de " + family)
        .keep(host, "Vue une fois, tout va bien.", true)
        .required();
    return locum;
  }

  private static Answer departs(Scene scene, Browser steward, String code, Locum who) {
    return steward.post(
        scene.host().address(),
        "/api/members/" + who.player().id() + "/departure",
        Map.of("reason", "left", "code", code));
  }

  private static String code(Scene scene, String login) {
    return scene.cast().code(scene.cast().with(login));
  }

  private static void shutOut(Scene scene, Locum who, Server at) {
    Sentence sentence = scene.departed;
    String login = who.player().login();
    Answer in =
        who.player()
            .browser()
            .signIn(
                at.address(),
                login,
                who.player().passphrase(),
                scene.cast().codeInVain(who.player()));
    sentence.check(
        !in.ok(), login + ", every factor and the device, at the " + at.name() + ": " + in.code());
    for (String route : List.of("/api/session", "/api/day", "/api/members")) {
      Answer old = who.browser().get(at.address(), route);
      sentence.check(
          old.status() == 401,
          login + ", old token, " + route + " at the " + at.name() + ": " + old.code());
    }
    Answer renewed = who.browser().copy().renew(at.address());
    sentence.check(
        !renewed.ok(), login + ", old renewal at the " + at.name() + ": " + renewed.code());
  }

  /** The removal is at the office, its new doors too, and the pepper that opens these is not. */
  private static void atTheWorstMoment(Scene scene, Browser moreau, Locum girard) {
    Server office = scene.office();
    Browser lefevre = signedIn(scene, office.address(), "t.lefevre");
    int peppers = peppers(office);
    String code = code(scene, "c.moreau"); // had before: what is held waits half a minute at most
    Wire.Held held = scene.wire().hold();
    moreau.get(scene.host().address(), "/api/day").required();
    held.await();
    departs(scene, moreau, code, girard).required();
    held.release();
    Scene.await("the office knows of the departure", () -> departed(lefevre, office, girard));
    scene.host().kill();
    scene.departed.check(
        peppers(office) == peppers && peppers(scene.host()) == peppers + 1,
        "the host was killed with the removal at the office and the new pepper not there");
    shutOut(scene, girard, office);
    for (String login : List.of("i.benali", "s.garnier", "m.colin")) {
      mayStill(scene, login, office, "the host dead and the new pepper lost with it");
    }
    scene.say(
        scene.stopped,
        "The host dies before the new pepper arrives: the others sign in at the office.");
  }

  private static boolean departed(Browser by, Server at, Locum who) {
    return by.get(at.address(), "/api/members")
        .body()
        .valueStream()
        .anyMatch(each ->
            each.path("id").asString().equals(who.player().id())
                && each.path("state").asString().equals("departed"));
  }

  private static void mayStill(Scene scene, String login, Server at, String when) {
    Player player = scene.cast().with(login);
    Answer in =
        player
            .browser()
            .signIn(at.address(), login, player.passphrase(), scene.cast().code(player));
    scene.stopped.check(
        in.ok(), login + " signs in at the " + at.name() + ", " + when + ": " + in.status());
  }

  /** With the keys of a replica the same attempt opens: what she lacks is what keeps it shut. */
  private static void theAttemptIsReal(
      Scene scene, Locum who, Path copy, List<Bytes> keysOfAReplica) {
    AtHome.Opened opened =
        home(scene)
            .tries(copy, keysOfAReplica, who.player(), scene.cast().codeInVain(who.player()));
    scene.departed.check(
        opened.in() && opened.labels() > 0,
        "a copy of before, with a replica's own keys and her factors, does open: " + opened.told());
  }

  private static void atHome(Scene scene, List<Locum> doctors, List<Path> copies) {
    byte[] traffic = scene.wire().recorded();
    for (Locum each : doctors) {
      for (Path copy : copies) {
        AtHome home = home(scene);
        List<Bytes> known = AtHome.knows(each.player(), each.browser().secrets());
        AtHome.Opened opened =
            home.tries(copy, known, each.player(), scene.cast().codeInVain(each.player()));
        scene.departed.check(
            opened.nothing(),
            each.player().login()
                + ", at home, copy of "
                + copy.getFileName()
                + ", "
                + known.size()
                + " secrets: "
                + opened.told());
        int letters = home.letters(traffic);
        scene.departed.check(
            letters > 0,
            letters + " sealed letters in " + traffic.length + " bytes on the line: none opens");
      }
    }
  }

  /** No label key and no pepper is in any file or message, of before or after. */
  private static void noKeyTravels(Scene scene, List<Bytes> keysBefore, List<Path> copies) {
    Set<Bytes> keys = new HashSet<>(keysBefore);
    keys.addAll(AtHome.replicaKeys(scene.host().keys()));
    List<byte[]> files = new ArrayList<>(List.of(scene.wire().recorded()));
    copies.forEach(copy -> files.addAll(contents(copy)));
    boolean none =
        keys.stream().noneMatch(key -> files.stream().anyMatch(file -> holds(file, key.toArray())));
    scene.departed.check(
        none && keys.size() > keysBefore.size(),
        "none of "
            + keys.size()
            + " peppers and label keys is in "
            + files.size()
            + " files of copies and traffic");
  }

  private static boolean holds(byte[] file, byte[] key) {
    for (int at = 0; at + key.length <= file.length; at++) {
      if (file[at] == key[0] && Arrays.equals(file, at, at + key.length, key, 0, key.length)) {
        return true;
      }
    }
    return false;
  }

  private static int peppers(Server server) {
    return (int) files(server.keys()).filter(each -> name(each).startsWith("pepper-")).count();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Every file of the folder copy; one that is being written has its name in a moment. */
  private static Path copied(Scene scene, String name) {
    Path to = scene.installation().root().resolve("stolen").resolve(name);
    try {
      for (Path each : files(scene.copy()).filter(file -> !name(file).endsWith(".part")).toList()) {
        Path there = to.resolve(scene.copy().relativize(each).toString());
        Files.createDirectories(there.getParent());
        Files.copy(each, there);
      }
      return to;
    } catch (IOException cannot) {
      throw new UncheckedIOException("the folder copy cannot be copied", cannot);
    }
  }

  private static List<byte[]> contents(Path directory) {
    return files(directory)
        .map(each -> {
          try {
            return Files.readAllBytes(each);
          } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
          }
        })
        .toList();
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException cannot) {
      throw new UncheckedIOException("a directory cannot be read", cannot);
    }
  }

  private static AtHome home(Scene scene) {
    try {
      return new AtHome(Files.createTempDirectory(scene.installation().root(), "home"));
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }
}
