package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Payload;
import carnet.journal.SigningKey;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person brings to become a member: who she is, and her first two factors on a first device.
 *
 * <p>Made in two steps: the seed is shown, then a code proves that she kept it. Holds her
 * passphrase: closed, it is wiped.
 */
public final class Enrolment implements AutoCloseable {

  /** Who she is. */
  public record Person(
      String family,
      String given,
      @Nullable String rpps,
      Role role,
      String profession,
      boolean steward,
      String login) {

    /** As colleagues will name her. */
    public String name() {
      return Member.name(profession, given, family);
    }
  }

  /**
   * The browser from which she does it: the RFC 7638 thumbprint of its key, and what to call it.
   */
  public record Device(String thumbprint, String label) {}

  private final MemberId member;
  private final Person person;
  private final Device device;
  private final char[] passphrase;
  private final Secret totp;

  private Enrolment(MemberId member, Person person, Device device, char[] passphrase, Secret totp) {
    this.member = member;
    this.person = person;
    this.device = device;
    this.passphrase = passphrase;
    this.totp = totp;
  }

  /** Takes the passphrase over. */
  public static Enrolment of(Person person, Device device, char[] passphrase, SecureRandom random) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return of(new MemberId(Bytes.of(id)), person, device, passphrase, random);
  }

  static Enrolment of(
      MemberId member, Person person, Device device, char[] passphrase, SecureRandom random) {
    byte[] seed = new byte[20];
    random.nextBytes(seed);
    return new Enrolment(member, person, device, passphrase, Secret.owning(seed));
  }

  public MemberId member() {
    return member;
  }

  public Person person() {
    return person;
  }

  /** The seed, to be shown once for her authenticator app. */
  public byte[] totpSeed() {
    return totp.copy();
  }

  /** Whether a code shows that her app has the seed. */
  public boolean proves(String code, Instant now) {
    return Totp.step(totp, code, now, -1).isPresent();
  }

  Acts.Member act(AccountKey account, @Nullable String invitation) {
    try (SigningKey signing = account.signingKey()) {
      return new Acts.Member(
          member.hex(),
          new Acts.Name(person.family(), person.given(), person.rpps()),
          person.role().wire(),
          person.profession(),
          person.steward(),
          signing.publicKey(),
          account.kem().publicKey(),
          invitation);
    }
  }

  /** Her doors: login, device, authenticator, and the account key under her passphrase. */
  List<Draft> doors(Vault vault, AccountKey account, Passphrase cost) {
    byte[] salt = new byte[16];
    vault.random().nextBytes(salt);
    Bytes item = fresh(vault.random());
    List<Draft> drafts = new ArrayList<>();
    try (Secret factor = cost.stretch(passphrase, Bytes.of(salt))) {
      Bytes wrapped = account.wrap(factor, member, item);
      Door door =
          new Door.Passphrase(
              cost.memoryKib(), cost.passes(), cost.lanes(), Bytes.of(salt), wrapped);
      drafts.add(door(vault, member, item, door, account));
    }
    byte[] seed = totp.copy();
    Bytes kept = Bytes.of(seed);
    Arrays.fill(seed, (byte) 0);
    for (Door door :
        List.of(
            new Door.Login(person.login()),
            new Door.Device(
                device.thumbprint(),
                device.label(),
                vault.clock().now().toEpochMilli(),
                member.hex()),
            new Door.Authenticator(kept))) {
      drafts.add(door(vault, member, fresh(vault.random()), door, account));
    }
    return drafts;
  }

  /** A door of this member, signed by her. */
  static Draft door(Vault vault, MemberId member, Bytes item, Door door, AccountKey account) {
    try (SigningKey signing = account.signingKey()) {
      Payload payload =
          new Payload(
                  new Payload.Header(
                      Doors.DOOR,
                      member.hex(),
                      Vault.PRODUCT,
                      List.of(),
                      List.of(),
                      null,
                      null,
                      "application/json",
                      Map.of()),
                  Bytes.utf8(Acts.JSON.writerFor(Door.class).writeValueAsString(door)),
                  List.of())
              .signedBy(vault.practice(), member.signer(), signing);
      return vault.doorDraft(member, item, payload);
    }
  }

  static Bytes fresh(SecureRandom random) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return Bytes.of(id);
  }

  @Override
  public void close() {
    Arrays.fill(passphrase, '\0');
    totp.close();
  }
}
