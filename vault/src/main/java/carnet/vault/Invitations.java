package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Payload;
import carnet.journal.SigningKey;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets a person become a member: a steward invites, she accepts with a code, and the next session
 * of a holder seals to her what her role opens.
 *
 * <p>The code is a key: its public half stands in the signed invitation, so a replica cannot invent
 * a member. It serves once, for a week.
 */
public final class Invitations {

  public static final Duration VALID = Duration.ofDays(7);

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base32
  private static final int GROUPS = 8;
  private static final int GROUP = 4;

  private Invitations() {}

  /** The code is shown once, to whoever invites. */
  public record Invited(String id, MemberId member, String code, Instant expires) {}

  /**
   * @throws NotAllowed if the inviter is no steward, or the login is taken
   */
  public static Invited invite(Session by, Enrolment.Person person) {
    Vault vault = by.vault();
    if (!by.member().steward() || !by.hasAuthority()) {
      throw new NotAllowed("invite.not-steward");
    }
    boolean taken =
        vault.doors().byLogin(person.login()).isPresent()
            || vault.keyring().openInvitations().stream()
                .anyMatch(each -> each.login().equalsIgnoreCase(person.login()));
    if (taken) {
      throw new NotAllowed("invite.login-taken");
    }
    MemberId member = new MemberId(Enrolment.fresh(vault.random()));
    return issue(vault, member, person, act -> Dues.act(by, Acts.INVITATION, act));
  }

  /** One more invitation, under the word of whoever seals it. */
  static Invited issue(
      Vault vault,
      MemberId member,
      Enrolment.Person person,
      Function<Acts.Invitation, Draft> signed) {
    String code = code(vault);
    String id = Enrolment.fresh(vault.random()).hex();
    Instant expires = vault.clock().now().plus(VALID);
    try (SigningKey key = key(code)) {
      Acts.Invitation act =
          new Acts.Invitation(
              id,
              member.hex(),
              new Acts.Name(person.family(), person.given(), person.rpps()),
              person.role().wire(),
              person.profession(),
              person.steward(),
              person.login(),
              key.publicKey(),
              expires.toEpochMilli());
      vault.append(signed.apply(act));
    }
    return new Invited(id, member, code, expires);
  }

  /** The first step of accepting: empty when no open invitation has this code. */
  public static Optional<Enrolment> begin(
      Vault vault, String code, Enrolment.Device device, char[] passphrase) {
    return open(vault, code)
        .map(found ->
            Enrolment.of(
                MemberId.fromHex(found.member()),
                new Enrolment.Person(
                    found.name().family(),
                    found.name().given(),
                    found.name().rpps(),
                    Role.of(found.role()),
                    found.profession(),
                    found.steward(),
                    found.login()),
                device,
                passphrase,
                vault.random()));
  }

  /**
   * She becomes a member; what her role opens comes with the next session of a holder.
   *
   * @return whether she is one now: a member who comes back may have to wait for a second person
   */
  public static boolean accept(Vault vault, String code, Enrolment person, Passphrase cost) {
    Acts.Invitation invitation =
        open(vault, code)
            .filter(each -> each.member().equals(person.member().hex()))
            .orElseThrow(() -> new NotAllowed("invitation.unknown"));
    boolean back = vault.keyring().member(person.member()).isPresent();
    try (AccountKey account = AccountKey.random(vault.random());
        SigningKey own = account.signingKey();
        SigningKey key = key(code)) {
      Payload act =
          new Payload(
                  KeyringFold.header(Acts.MEMBER, person.member(), vault.keyring().heads()),
                  Acts.write(person.act(account, invitation.invitation())),
                  List.of())
              .signedBy(vault.practice(), "invitation:" + invitation.invitation(), key)
              .signedBy(vault.practice(), person.member().signer(), own);
      List<Draft> drafts = new ArrayList<>();
      drafts.add(vault.keyringDraft(act));
      drafts.addAll(person.doors(vault, account, cost));
      vault.append(drafts);
      Bytes now = own.publicKey();
      boolean done =
          vault
              .keyring()
              .member(person.member())
              .filter(each -> each.signingKey().equals(now))
              .isPresent();
      if (back && done) {
        Returns.completed(vault, person.member());
      }
      return done;
    }
  }

  private static Optional<Acts.Invitation> open(Vault vault, String code) {
    if (code.replaceAll("[^0-9A-Za-z]", "").length() != GROUPS * GROUP) {
      return Optional.empty();
    }
    try (SigningKey key = key(code)) {
      Bytes codeKey = key.publicKey();
      return vault.keyring().openInvitations().stream()
          .filter(each -> each.codeKey().equals(codeKey))
          .filter(each -> vault.clock().now().toEpochMilli() < each.expires())
          .findFirst();
    }
  }

  static SigningKey key(String code) {
    String canonical = code.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
    byte[] text = canonical.getBytes(StandardCharsets.US_ASCII);
    try (Secret secret = Secret.copyOf(text);
        Secret seed = Kdf.derive(secret, "carnet/1/invitation")) {
      byte[] bytes = seed.copy();
      try {
        return SigningKey.fromSeed(bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** 160 bits, in eight groups of four. */
  private static String code(Vault vault) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(vault.random().nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** An invitation that nobody took up yet, without its code. */
  public record Pending(String id, MemberId member, Enrolment.Person person, Instant expires) {}

  public static List<Pending> pending(Vault vault) {
    return vault.keyring().openInvitations().stream()
        .map(each ->
            new Pending(
                each.invitation(),
                MemberId.fromHex(each.member()),
                new Enrolment.Person(
                    each.name().family(),
                    each.name().given(),
                    each.name().rpps(),
                    Role.of(each.role()),
                    each.profession(),
                    each.steward(),
                    each.login()),
                Instant.ofEpochMilli(each.expires())))
        .toList();
  }

  /** Gives at once what an unlocked holder owes to others, instead of at her next unlock. */
  public static void give(Session holder) {
    holder.requireLive();
    Dues.settle(holder);
  }

  /** What an accepted member still waits for, for the screens of holders and for hers. */
  public static Map<MemberId, Set<Compartment>> due(Vault vault) {
    Map<MemberId, Set<Compartment>> due = new LinkedHashMap<>();
    for (Member each : vault.keyring().members()) {
      if (each.mayWork()) {
        Set<Compartment> classes = Dues.due(vault, each);
        if (!classes.isEmpty()) {
          due.put(each.id(), classes);
        }
      }
    }
    return due;
  }
}
