package carnet.server.demo;

import carnet.server.practice.House;
import carnet.vault.Devices;
import carnet.vault.Enrolment;
import carnet.vault.Session;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accounts of a demonstration, in a file of its keys directory; and the one-use links by which a browser becomes a device of
 * one of them, approved by the demonstration's own session. Exists while {@code carnet demo} runs and at no other time.
 */
final class Accounts {

  private record File(List<Account> accounts) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> WORDS =
      List.of(
          "tilleul", "marée", "lampe", "sentier", "plume", "cerise", "nuage", "moulin", "galet",
          "violon", "brume", "noisette", "fenêtre", "ruisseau", "panier", "étoile", "verger",
          "ardoise", "mésange", "soupe", "jardin", "cadran", "velours", "falaise", "bouleau",
          "pendule", "tempête", "romarin", "écluse", "lanterne", "pupitre", "carafe");

  private final House house;
  private final List<Account> all;
  private final Map<String, Account> links = new ConcurrentHashMap<>();

  private Accounts(House house, List<Account> all) {
    this.house = house;
    this.all = List.copyOf(all);
  }

  static Accounts of(House house, List<Account> made) {
    write(place(house), new File(made));
    return new Accounts(house, made);
  }

  /** Those of a demonstration made before. */
  static Accounts read(House house) {
    try {
      File file = JSON.readValue(Files.readAllBytes(place(house)), File.class);
      return new Accounts(house, file.accounts());
    } catch (IOException absent) {
      throw new UncheckedIOException("this demonstration's accounts are not in its keys directory", absent);
    }
  }

  /** A new account's secrets; the seed comes from the enrolment. */
  static Account account(Member member, Enrolment enrolled, String passphrase, ECKey device) {
    return new Account(
        member.key(),
        member.login(),
        member.shown(),
        member.role(),
        member.profession(),
        passphrase,
        Base64.getEncoder().encodeToString(enrolled.totpSeed()),
        device.toJSONObject());
  }

  static String passphrase(SecureRandom random) {
    List<String> words = new ArrayList<>();
    while (words.size() < 4) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      if (!words.contains(word)) {
        words.add(word);
      }
    }
    return String.join(" ", words);
  }

  static ECKey device() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("P-256 is missing from this Java", impossible);
    }
  }

  List<Account> all() {
    return all;
  }

  /** A fresh one-use link's code for this account. */
  String link(Account account) {
    byte[] bytes = new byte[12];
    house.random().nextBytes(bytes);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    links.put(code, account);
    return code;
  }

  /** Lets that browser in for the account of the link, once. */
  Optional<Account> enrol(String code, String thumbprint) {
    Account account = links.remove(code);
    if (account == null) {
      return Optional.empty();
    }
    try (Session session = account.signIn(house.unlock(), house.clock().now())) {
      Devices.enrol(session, new Enrolment.Device(thumbprint, "Navigateur de la démonstration"));
    }
    return Optional.of(account);
  }

  private static Path place(House house) {
    return house.keys().resolve("demo.json");
  }

  static void write(Path file, Object content) {
    try {
      Path partial = file.resolveSibling(file.getFileName() + ".new");
      Files.write(partial, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write " + file.getFileName(), cause);
    }
  }
}
