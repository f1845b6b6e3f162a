package carnet.vault;

import carnet.journal.Bytes;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import carnet.vault.crypto.Xaes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lets a member in with two factors: a passkey whose PRF opens her account key, or passphrase and
 * TOTP code on a device that she enrolled.
 *
 * <p>A code serves once: the step it proved stands in the durable {@code unlock} entry, without
 * which no session is made. Stretching a passphrase computes for 0.2 s: call on a platform thread.
 * Guessing is slowed by the caller, who sees networks.
 */
public final class Unlock {

  /** The class name under which the index key is sealed to members. */
  static final String INDEX = "index";

  static final String INDEX_BOX = "carnet/1/box/index";

  private final Vault vault;
  private final Map<MemberId, Long> reserved = new HashMap<>();

  public Unlock(Vault vault) {
    this.vault = vault;
  }

  /** A session, or why not. What a stranger is told is less than this. */
  public sealed interface Answer {
    record Welcome(Session session) implements Answer {}

    record Refused(Why why) implements Answer {}
  }

  /** Why a sign-in was refused. */
  public enum Why {
    /** This browser is not enrolled for this login, or there is no such login. */
    DEVICE,
    FACTOR,
    CODE_USED,
    DEPARTED,
    FROZEN,
    /** Her keys have not been sealed to her yet: a holder must sign in first. */
    GRANTS_DUE
  }

  /** Passphrase and code; {@code from.device} is the enrolled device that proved itself. */
  public Answer byPassphrase(String login, char[] passphrase, String code, Access.From from) {
    Optional<MemberId> found = vault.doors().byLogin(login);
    if (found.isEmpty() || !enrolled(found.get(), from.device())) {
      return refused(found, from, Why.DEVICE);
    }
    MemberId member = found.get();
    Optional<Why> shut = shut(member, from);
    if (shut.isPresent()) {
      return refused(found, from, shut.get());
    }
    OptionalLong step = step(member, code);
    if (step.isEmpty() && !codeWasUsed(member, code)) {
      return refused(found, from, Why.FACTOR);
    }
    for (Doors.Item each : vault.doors().of(member)) {
      if (each.door() instanceof Door.Passphrase door) {
        try (Secret factor =
            new Passphrase(door.memoryKib(), door.passes(), door.lanes())
                .stretch(passphrase, door.salt())) {
          AccountKey account = AccountKey.unwrap(factor, member, each.item(), door.wrapped());
          if (step.isEmpty()) {
            account.close();
            return refused(found, from, Why.CODE_USED); // To who knows the passphrase alone.
          }
          return welcome(
              member, account, from, List.of("password", "totp"), Map.of("step", step.getAsLong()));
        } catch (CannotOpen wrong) {
          // Another passphrase door may be hers; if none is, she is refused below.
        }
      }
    }
    return refused(found, from, Why.FACTOR);
  }

  /**
   * A passkey that the caller verified (RP, challenge, user verification, counter), with its PRF
   * output.
   */
  public Answer byPasskey(Bytes credential, Secret prf, Access.From from) {
    Optional<Doors.Item> item = vault.doors().passkey(credential);
    if (item.isEmpty() || !(item.get().door() instanceof Door.Passkey door)) {
      return refused(Optional.empty(), from, Why.FACTOR);
    }
    MemberId member = item.get().member();
    Optional<Why> shut = shut(member, from);
    Bytes wrapped = door.wrapped();
    if (shut.isPresent() || wrapped == null) {
      return refused(Optional.of(member), from, shut.orElse(Why.FACTOR));
    }
    try {
      AccountKey account = AccountKey.unwrap(prf, member, item.get().item(), wrapped);
      return welcome(member, account, from, List.of("passkey"), Map.of());
    } catch (CannotOpen wrong) {
      return refused(Optional.of(member), from, Why.FACTOR);
    }
  }

  /** Back from idleness: the key that only her browser kept, and a code. */
  public Answer back(
      MemberId member, Bytes asleep, Secret returnKey, String code, Access.From from) {
    Optional<Why> shut = shut(member, from);
    if (shut.isPresent()) {
      return refused(Optional.of(member), from, shut.get());
    }
    try {
      AccountKey account =
          new AccountKey(Secret.owning(Xaes.open(returnKey, asleep, member.value()).toArray()));
      OptionalLong step = step(member, code);
      if (step.isEmpty()) {
        account.close();
        return refused(
            Optional.of(member), from, codeWasUsed(member, code) ? Why.CODE_USED : Why.FACTOR);
      }
      return welcome(member, account, from, List.of("totp"), Map.of("step", step.getAsLong()));
    } catch (CannotOpen wrong) {
      return refused(Optional.of(member), from, Why.FACTOR);
    }
  }

  /** A fresh code within a session: for a step-up, a departure, an export. */
  public boolean confirm(Session session, String code) {
    MemberId member = session.member().id();
    OptionalLong step = step(member, code);
    boolean right = step.isPresent();
    vault
        .traces()
        .write(
            right ? Traces.UNLOCK : Traces.ACCESS,
            member,
            session.from(),
            new Access(
                right ? "factor.ok" : "factor.failed",
                List.of(),
                Set.of(),
                right ? Map.of("step", step.getAsLong()) : Map.of()),
            Verdict.allowed(Map.of("code", "none")));
    if (right) {
      session.factorGiven(vault.clock().now());
    }
    return right;
  }

  /** A fresh factor by a passkey of hers that the caller verified, with user verification. */
  public boolean confirmByPasskey(Session session, Bytes credential) {
    MemberId member = session.member().id();
    boolean hers =
        vault.doors().passkey(credential).filter(each -> each.member().equals(member)).isPresent();
    vault
        .traces()
        .write(
            Traces.ACCESS,
            member,
            session.from(),
            new Access(hers ? "factor.ok" : "factor.failed", List.of(), Set.of(), Map.of()),
            Verdict.allowed(Map.of("code", "none")));
    if (hers) {
      session.factorGiven(vault.clock().now());
    }
    return hers;
  }

  /** Whether this device is enrolled for this login; says nothing else of either. */
  public boolean enrolled(MemberId member, String device) {
    return vault.doors().of(member, Door.Device.class).stream()
        .anyMatch(each -> each.thumbprint().equals(device));
  }

  private Optional<Why> shut(MemberId member, Access.From from) {
    if (vault.keyring().shut(member, from.device())) {
      return Optional.of(Why.FROZEN);
    }
    return switch (vault
        .keyring()
        .member(member)
        .map(Member::state)
        .orElse(Member.State.DEPARTED)) {
      case ACTIVE -> Optional.empty();
      case FROZEN -> Optional.of(Why.FROZEN);
      case DEPARTED -> Optional.of(Why.DEPARTED);
      case INVITED -> Optional.of(Why.FACTOR);
    };
  }

  /** The step that the code proves; reserved at once, so that two requests cannot both use it. */
  private OptionalLong step(MemberId member, String code) {
    // Of other replicas too: their unlocks arrive by exchange.
    long used = vault.traces().lastStep(member, Totp.latest(now()));
    for (Door.Authenticator each : vault.doors().of(member, Door.Authenticator.class)) {
      try (Secret seed = Secret.copyOf(each.seed().toArray())) {
        OptionalLong step = Totp.step(seed, code, now(), used);
        if (step.isPresent() && reserve(member, step.getAsLong())) {
          return step;
        }
      }
    }
    return OptionalLong.empty();
  }

  private boolean codeWasUsed(MemberId member, String code) {
    for (Door.Authenticator each : vault.doors().of(member, Door.Authenticator.class)) {
      try (Secret seed = Secret.copyOf(each.seed().toArray())) {
        if (Totp.step(seed, code, now(), -1).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private synchronized boolean reserve(MemberId member, long step) {
    Long before = reserved.get(member);
    if (before != null && before >= step) {
      return false;
    }
    reserved.put(member, step);
    return true;
  }

  private Answer welcome(
      MemberId member,
      AccountKey account,
      Access.From from,
      List<String> factors,
      Map<String, Object> detail)
      throws CannotOpen {
    Member known = vault.keyring().member(member).orElseThrow();
    if (!account.kem().publicKey().equals(known.kem())) {
      account.close();
      throw new CannotOpen("the account key is not this member's");
    }
    if (vault.keyring().indexBox(known.reader()).isEmpty()) {
      account.close();
      return refused(Optional.of(member), from, Why.GRANTS_DUE);
    }
    SessionKeys keys = SessionKeys.open(vault, known, account);
    Map<String, Object> written = new HashMap<>(detail);
    written.put("factors", factors);
    // Identity and agenda are read whole into memory at unlock: this entry is their trace.
    vault
        .traces()
        .write(
            Traces.UNLOCK,
            member,
            from,
            new Access(
                "login.ok", List.of(), Set.of(Compartment.IDENTITY, Compartment.AGENDA), written),
            Verdict.allowed(Map.of("code", "none")));
    Session session = new Session(vault, member, from, keys, now());
    Dues.settle(session);
    return new Answer.Welcome(session);
  }

  private Answer refused(Optional<MemberId> member, Access.From from, Why why) {
    vault
        .traces()
        .write(
            Traces.ACCESS,
            member.orElse(MemberId.NOBODY),
            from,
            new Access("login.failed", List.of(), Set.of(), Map.of("why", why.name())),
            Verdict.allowed(Map.of("code", "none")));
    return new Answer.Refused(why);
  }

  private Instant now() {
    return vault.clock().now();
  }
}
