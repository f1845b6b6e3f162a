package carnet.server.demo;

import carnet.journal.authority.Act;
import carnet.server.client.Pause;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.Devices;
import carnet.vault.Enrolment;
import carnet.vault.MemberId;
import carnet.vault.Replicas;
import carnet.vault.Session;
import carnet.vault.Unlock;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.databind.JsonNode;

/**
 * The one-use links by which a browser becomes a device of the demonstration's members, approved by
 * the demonstration's own sessions. There while {@code carnet demo} runs, and at no other time.
 */
final class Links {

  /** What a visitor signs in with; fictional, as its owner is. */
  record WayIn(
      String login, String name, String role, String profession, String passphrase, String code) {}

  private final House house;
  private final List<JsonNode> members;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /**
   * @param members as the demonstration's file keeps them; those who left have no link
   */
  Links(House house, JsonNode members) {
    this.house = house;
    List<JsonNode> present = new ArrayList<>();
    members.forEach(each -> {
      if (!each.path("left").asBoolean(false)) {
        present.add(each);
      }
    });
    this.members = List.copyOf(present);
  }

  /** The code of a new link. */
  String fresh() {
    byte[] bytes = new byte[16];
    house.random().nextBytes(bytes);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    open.add(code);
    return code;
  }

  /** Lets that browser in for every member, once a code. */
  Optional<List<WayIn>> use(String code, String thumbprint) {
    if (!open.remove(code)) {
      return Optional.empty();
    }
    for (JsonNode each : members) {
      if (!enrolled(each, thumbprint)) {
        try (Session session = signIn(each)) {
          Devices.enrol(
              session, new Enrolment.Device(thumbprint, "Navigateur de la démonstration"));
        }
      }
    }
    return Optional.of(waysIn(thumbprint));
  }

  /** With the codes of now, for a browser that was let in; for any other none. */
  List<WayIn> waysIn(String thumbprint) {
    Instant now = house.clock().now();
    return members.stream()
        .filter(each -> enrolled(each, thumbprint))
        .map(each ->
            new WayIn(
                each.path("login").asString(),
                each.path("name").asString(),
                each.path("role").asString(),
                each.path("profession").asString(),
                each.path("passphrase").asString(),
                code(each.path("totp").asString(), now)))
        .toList();
  }

  /** A steward of the demonstration certifies where this server is reached, where that is new. */
  void announce(String address) {
    Act.Replica self = house.roster().replicas().get(house.custody().replica());
    if (self == null || self.addresses().equals(List.of(address))) {
      return;
    }
    JsonNode steward =
        members.stream()
            .filter(each ->
                house
                    .vault()
                    .keyring()
                    .member(MemberId.fromHex(each.path("id").asString()))
                    .filter(member -> member.steward())
                    .isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the demonstration has no steward"));
    try (Session session = signIn(steward)) {
      var _ =
          Replicas.admit(
              session,
              new Act.Replica(self.key(), self.kem(), self.role(), self.name(), List.of(address)));
    }
  }

  private boolean enrolled(JsonNode member, String thumbprint) {
    return house.unlock().enrolled(MemberId.fromHex(member.path("id").asString()), thumbprint);
  }

  /** Where every code of now has served, the next one is waited for; nothing else gets better. */
  private Session signIn(JsonNode member) {
    for (int tries = 0; tries < Totp.STEP.toSeconds(); tries++) {
      Set<Unlock.Why> refused = EnumSet.noneOf(Unlock.Why.class);
      // The code of the step before first, so that the one on the visitor's screen still serves.
      for (int step : new int[] {-1, 0, 1}) {
        switch (byTheCode(member, step)) {
          case Unlock.Answer.Welcome(Session session) -> {
            return session;
          }
          case Unlock.Answer.Refused(Unlock.Why why) -> refused.add(why);
        }
      }
      if (!refused.contains(Unlock.Why.CODE_USED)) {
        throw new IllegalStateException("the demonstration could not sign in: " + refused);
      }
      Pause.of(Duration.ofSeconds(1));
    }
    throw new IllegalStateException("the demonstration could not sign in: no code is left");
  }

  private Unlock.Answer byTheCode(JsonNode member, int step) {
    Instant at = house.clock().now().plus(Totp.STEP.multipliedBy(step));
    return house
        .unlock()
        .byPassphrase(
            member.path("login").asString(),
            member.path("passphrase").asString().toCharArray(),
            code(member.path("totp").asString(), at),
            new Access.From(thumbprint(member), "loopback", "demo"));
  }

  /** Of a seed in base 32. */
  static String code(String seed, Instant at) {
    try (Secret secret = Secret.owning(new Base32().decode(seed))) {
      return Totp.code(secret, at);
    }
  }

  private static String thumbprint(JsonNode member) {
    try {
      return ECKey.parse(member.path("deviceKey").toString()).computeThumbprint().toString();
    } catch (ParseException | JOSEException damaged) {
      throw new IllegalStateException("the demonstration's file is damaged", damaged);
    }
  }
}
