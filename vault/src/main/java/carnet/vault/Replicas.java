package carnet.vault;

import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Signer;
import carnet.vault.Keyring.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A server is taken among the replicas of the practice, or out of them.
 *
 * <p>A full server has what every rule of two persons is judged by: the doors, the label key, a
 * clock, and every entry. So one is taken in by two as well, or by a steward and a day in which
 * anybody could refuse; {@link RequestFold} decides it, and only then does a steward's session
 * certify it. Who is the only member of a day, as on a practice's first one, is granted it at once.
 */
public final class Replicas {

  private static final String RULES = "replica.";

  /** RFC 6454, of the web: a host and perhaps a port. */
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/?");

  private Replicas() {}

  /**
   * A steward asks; granted at once, it is certified at once. The same server is found again, and
   * certified anew if it is known by other addresses.
   *
   * @return whether it is one of the practice's now; else it waits
   * @throws NotAllowed with the rule that forbids it; nothing was written
   */
  public static boolean admit(Session by, Act.Replica newcomer) {
    by.requireLive();
    Vault vault = by.vault();
    Signer signer = signer(by);
    newcomer.addresses().forEach(Replicas::requireOrigin);
    if (vault.keyring().dismissals().stream()
        .anyMatch(each -> each.replica().equals(newcomer.id()))) {
      throw new NotAllowed("replica.removed");
    }
    if (!isKnown(vault, newcomer) && !isAsked(vault, newcomer)) {
      vault.append(
          Dues.act(
              by,
              Acts.ADMISSION,
              new Acts.Admission(
                  newcomer.key(), newcomer.kem(), newcomer.name(), newcomer.addresses())));
    }
    settle(vault, signer);
    boolean known = isKnown(vault, newcomer);
    if (known && !newcomer.equals(vault.roster().replicas().get(newcomer.id()))) {
      certify(vault, newcomer, signer);
    }
    return known;
  }

  /** Every page's policy names it, and browsers go there: an origin, and nothing else. */
  private static void requireOrigin(String address) {
    if (!ORIGIN.matcher(address).matches()) {
      throw new NotAllowed("replica.no-origin");
    }
  }

  /** Whether this server is asked for, and neither refused nor forgotten. */
  public static boolean isAsked(Vault vault, Act.Replica newcomer) {
    return vault.keyring().admissions().stream()
        .filter(each -> each.isOpen(vault.clock().now()))
        .anyMatch(each -> isSame(each.what(), newcomer));
  }

  /**
   * Another member, of a day or longer, accepts it; it is certified now if she is a steward, else
   * with the next session of one.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Request<Act.Replica> second(Session by, EntryId id) {
    Requests.second(by, of(by.vault(), id), RULES);
    Dues.settle(by);
    return of(by.vault(), id);
  }

  /**
   * Anybody's word ends it, until it is certified.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Request<Act.Replica> refuse(Session by, EntryId id) {
    Request<Act.Replica> request = of(by.vault(), id);
    if (isKnown(by.vault(), request.what())) {
      throw new NotAllowed("replica.not-waiting");
    }
    Requests.refuse(by, request, RULES);
    return of(by.vault(), id);
  }

  /** Whether it is one of the practice's by now, under these very keys. */
  public static boolean isKnown(Vault vault, Act.Replica server) {
    Act.Replica known = vault.roster().replicas().get(server.id());
    return known != null && isSame(known, server);
  }

  private static boolean isSame(Act.Replica one, Act.Replica other) {
    return one.key().equals(other.key())
        && one.kem().equals(other.kem())
        && one.role() == other.role();
  }

  /** Certifies what was granted and is not one of the practice's yet. */
  static void settle(Vault vault, Signer signer) {
    for (Request<Act.Replica> each : vault.keyring().admissions()) {
      boolean granted = each.state(vault.clock().now()) == Request.State.GRANTED;
      if (granted && !isKnown(vault, each.what())) {
        certify(vault, each.what(), signer);
      }
    }
  }

  /** Every replica believes it from then on; what was certified of it before it replaces. */
  private static void certify(Vault vault, Act.Replica newcomer, Signer signer) {
    Authority authority = vault.authority();
    List<Payload> chain = vault.roster().chain(newcomer.id());
    List<EntryId> before = chain.isEmpty() ? List.of() : List.of(authority.id(chain.getLast()));
    vault.append(authority.draft(authority.sign(newcomer, before, signer)));
  }

  private static Request<Act.Replica> of(Vault vault, EntryId id) {
    return Requests.of(vault.keyring().admissions(), id);
  }

  /**
   * @throws NotAllowed with the rule, where she may take no server in or out
   */
  public static void requireMayAsk(Session by) {
    var _ = signer(by);
  }

  private static Signer signer(Session by) {
    if (by.member().steward() && !by.isOfADay()) {
      throw new NotAllowed("replica.takes-a-member-of-a-day");
    }
    return Stewardship.signer(by).orElseThrow(() -> new NotAllowed("replica.not-steward"));
  }

  /**
   * A server is stolen, sold or broken: what its logs hold here stands, nothing more of it is
   * taken, and the pepper and the label key that it holds open nothing new. Every member is told.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static void remove(Session by, ReplicaId gone) {
    by.requireLive();
    Vault vault = by.vault();
    Signer signer = signer(by);
    if (gone.equals(vault.custody().replica())) {
      throw new NotAllowed("replica.not-itself");
    }
    Act.Replica server = vault.roster().replicas().get(gone);
    if (server == null) {
      throw new NotAllowed("replica.unknown");
    }
    vault.append(
        Dues.act(by, Acts.DISMISSAL, new Acts.Dismissal(gone.value().hex(), server.name())));
    vault.append(vault.authorityDraft(new Act.RevokeReplica(gone, reached(vault, gone)), signer));
    Label.LabelKey fresh = vault.replicaKeys().renewLabelKey();
    toKit(vault, fresh).ifPresent(act -> vault.append(vault.authorityDraft(act, signer)));
    Departure.renewPepper(vault, any -> true);
  }

  /** Up to where each of its logs is here: what came of it stands. */
  private static Map<WriterId, Long> reached(Vault vault, ReplicaId gone) {
    Map<WriterId, Long> sizes = new HashMap<>();
    vault
        .store()
        .heads(vault.practice())
        .forEach((log, head) ->
            vault
                .roster()
                .writer(log.writer())
                .filter(each -> each.replica().equals(gone))
                .ifPresent(each -> sizes.put(log.writer(), head.size())));
    return sizes;
  }

  private static Optional<Act.Kit> toKit(Vault vault, Label.LabelKey label) {
    return vault
        .roster()
        .presentKit()
        .flatMap(key ->
            vault
                .keyring()
                .kit()
                .map(kit -> KitKeys.paper(vault.practice(), key, kit, label.secret(), Set.of())));
  }
}
