package carnet.vault;

import carnet.journal.Committer;
import carnet.journal.EntryStore;
import carnet.journal.Log;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.SigningKey;
import carnet.journal.WriterKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import carnet.vault.Acts.Box;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Begins a practice: its root, its first replica and writer, every class's first key, and the
 * founder, who is its first steward.
 *
 * <p>The kit's hand makes every secret and seals it to the founder as her role opens it, and to
 * itself. The kit is returned, to be printed; it rests nowhere.
 */
public final class Founding {

  /** Where the practice is founded. */
  public record Place(
      Custody custody,
      EntryStore store,
      Committer committer,
      HybridClock clock,
      String name,
      List<String> addresses) {}

  /** What came of it. */
  public record Founded(Vault vault, Log log, Kit kit, MemberId founder) {}

  private final Place place;
  private final Kit kit;
  private final PracticeId practice;

  private Founding(Place place) {
    this.place = place;
    this.kit = Kit.founding(place.custody().random());
    this.practice = kit.practice();
  }

  public static Founded found(
      Place place, PracticeProfile profile, Enrolment founder, Passphrase cost) {
    return new Founding(place).run(profile, founder, cost);
  }

  private Founded run(PracticeProfile profile, Enrolment founder, Passphrase cost) {
    Custody custody = place.custody();
    AccountKey account = AccountKey.random(custody.random());
    try (SigningKey kitKey = kit.signingKey();
        SigningKey founderKey = account.signingKey();
        Secret index = Secret.random(custody.random())) {
      Secret label = Secret.random(custody.random());
      custody.addLabelKey(practice, label, place.clock().next());
      custody.addPepper(practice, Secret.random(custody.random()), place.clock().next());
      Log log = certify(kitKey, founder.member(), founderKey, label);
      Vault vault =
          Vault.open(practice, new Roster(practice), custody, place.store(), log, place.clock());
      byKit(vault, kitKey, Acts.KIT, new Acts.KitKey(kit.reader().kem()));
      byKit(vault, kitKey, Acts.PRACTICE, profile);
      byKit(vault, kitKey, Acts.MEMBER, founder.act(account, null));
      makeKeys(vault, kitKey, founder, index);
      vault.append(founder.doors(vault, account, cost));
      return new Founded(vault, log, kit, founder.member());
    }
  }

  /**
   * The authority chain from the root to this replica's writer: entry 0, and what the kit keeps.
   */
  private Log certify(SigningKey kitKey, MemberId founder, SigningKey founderKey, Secret label) {
    Custody custody = place.custody();
    Authority authority = Authority.ofRoot(kitKey.publicKey(), Vault.PRODUCT);
    Signer root = Signer.kit(kitKey);
    Payload found = authority.found(kitKey);
    Payload steward =
        authority.sign(new Act.Steward(founder.value(), founderKey.publicKey()), root);
    Payload replica =
        authority.sign(
            new Act.Replica(
                custody.signingKey().publicKey(),
                custody.kem().publicKey(),
                Act.Role.FULL,
                place.name(),
                place.addresses()),
            Signer.steward(founder.value(), founderKey));
    WriterKey writer = WriterKey.create(custody.writerFile(practice, 1), custody.random());
    Log log = Log.open(practice, writer, place.store(), place.committer());
    Payload paper =
        authority.sign(
            KitKeys.paper(practice, kitKey.publicKey(), kit.reader(), label, Set.of()), root);
    log.append(
        List.of(
            authority.certificate(
                writer, custody.signingKey(), 1, List.of(found, steward, replica)),
            authority.draft(paper)));
    return log;
  }

  private void makeKeys(Vault vault, SigningKey kitKey, Enrolment founder, Secret index) {
    Member member = vault.keyring().member(founder.member()).orElseThrow();
    Keyring.Reader paper = kit.reader();
    for (Compartment clazz : Compartment.values()) {
      if (clazz == Compartment.NOTES) {
        continue; // One for each author, made by her.
      }
      try (Secret secret = Secret.random(vault.random())) {
        List<Member> readers = member.opens(clazz) ? List.of(member) : List.of();
        byKit(vault, kitKey, Acts.EPOCH, Dues.Epochs.make(clazz, secret, paper, readers).act());
      }
    }
    List<Box> boxes = new ArrayList<>();
    boxes.add(Dues.Epochs.indexBox(member.reader(), index));
    boxes.add(Dues.Epochs.indexBox(paper, index));
    byKit(vault, kitKey, Acts.GRANT, new Acts.Grant(boxes));
  }

  private void byKit(Vault vault, SigningKey kitKey, String op, Object act) {
    vault.append(KitKeys.act(vault, kitKey, op, act));
  }
}
