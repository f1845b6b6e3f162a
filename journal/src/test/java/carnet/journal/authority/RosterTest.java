package carnet.journal.authority;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.LogId;
import carnet.journal.Payload;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.Some;
import carnet.journal.WriterKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Some some = new Some(21);
  private final SigningKey kit = some.key();
  private final Authority authority = Authority.ofRoot(kit.publicKey(), "0.1.0");
  private final LogId anywhere = some.log(authority.practice());
  private final Bytes anne = some.bytes(16);
  private final Bytes bea = some.bytes(16);
  private final SigningKey anneKey = some.key();
  private final SigningKey beaKey = some.key();
  private final SigningKey host = some.key();
  private final ReplicaId hostId = ReplicaId.of(host.publicKey());
  private final WriterKey writer = some.writer();
  private final LogId log = new LogId(authority.practice(), writer.id());

  private final Payload found = authority.found(kit);
  private final Payload annes =
      authority.sign(new Act.Steward(anne, anneKey.publicKey()), Signer.kit(kit));
  private final Payload beas =
      authority.sign(new Act.Steward(bea, beaKey.publicKey()), Signer.steward(anne, anneKey));
  private final Payload hosts = replica(host, Signer.steward(bea, beaKey));

  @Test
  void aWriterIsCertifiedFromTheRootDown() {
    Roster roster = roster(found, annes, beas, hosts);
    Entry zero = zero(roster);

    assertThat(Certificate.verify(zero))
        .contains(new Certificate(writer.id(), writer.publicKey(), hostId, 1));
    roster.accept(zero);
    assertThat(roster.mayWrite(log, 1000)).isTrue();
    assertThat(roster.chain(hostId)).containsExactly(found, annes, beas, hosts);
    assertThat(roster.stewards()).containsOnlyKeys(anne, bea);
  }

  @Test
  void aCertificateIsOfItsOwnLogItsOwnPracticeAndItsOwnPlace() {
    Draft draft = certificate(roster(found, annes, beas, hosts));
    assertThat(Certificate.verify(Entry.place(draft, anywhere, 0))).isEmpty();
    assertThat(Certificate.verify(Entry.place(draft, log, 1))).isEmpty();
    Authority other = Authority.ofRoot(some.key().publicKey(), "0.1.0");
    Draft moved = other.draft(Payload.decode(draft.body()));
    LogId there = new LogId(other.practice(), writer.id());
    assertThat(Certificate.verify(Entry.place(moved, there, 0))).isEmpty();
  }

  @Test
  void aMissingLinkCertifiesNobody() {
    Roster whole = roster(found, annes, beas, hosts);
    List<Payload> gap = new ArrayList<>(whole.chain(hostId));
    gap.remove(beas);
    Draft draft = authority.certificate(writer, host, 1, gap);
    assertThat(Certificate.verify(Entry.place(draft, log, 0))).isEmpty();
  }

  @Test
  void aRelayCertifiesNoWriter() {
    SigningKey relay = some.key();
    Payload relays =
        authority.sign(
            new Act.Replica(relay.publicKey(), Bytes.EMPTY, Act.Role.RELAY, "relay", List.of()),
            Signer.kit(kit));
    Draft draft = authority.certificate(writer, relay, 1, List.of(found, relays));
    assertThat(Certificate.verify(Entry.place(draft, log, 0))).isEmpty();
  }

  @Test
  void aStrangerGivesNothing() {
    Payload stranger =
        authority.sign(
            new Act.Steward(bea, beaKey.publicKey()),
            new Signer("member:" + anne.hex(), some.key()));
    assertThat(roster(found, annes, stranger).stewards()).containsOnlyKeys(anne);
  }

  @Test
  void aClosedLogEndsWhereItWasClosed() {
    Roster roster = roster(found, annes, beas, hosts);
    roster.accept(zero(roster));
    accept(roster, authority.sign(new Act.Close(writer.id(), 7), Signer.replica(host)));

    assertThat(roster.mayWrite(log, 6)).isTrue();
    assertThat(roster.mayWrite(log, 7)).isFalse();
    assertThat(roster.closed(writer.id())).isTrue();
  }

  @Test
  void anotherReplicaDoesNotCloseALog() {
    SigningKey box = some.key();
    Roster roster = roster(found, annes, beas, hosts, replica(box, Signer.kit(kit)));
    roster.accept(zero(roster));
    accept(roster, authority.sign(new Act.Close(writer.id(), 7), Signer.replica(box)));
    assertThat(roster.mayWrite(log, 7)).isTrue();
  }

  @Test
  void aRevokedReplicaStandsUpToWhereItWasKnown() {
    Roster roster = roster(found, annes, beas, hosts);
    roster.accept(zero(roster));
    WriterKey later = some.writer();
    accept(
        roster,
        authority.sign(
            new Act.RevokeReplica(hostId, Map.of(writer.id(), 5L)), Signer.steward(anne, anneKey)));
    roster.accept(
        Entry.place(
            authority.certificate(later, host, 2, List.of(found, annes, beas, hosts)),
            new LogId(authority.practice(), later.id()),
            0));

    assertThat(roster.replicas()).isEmpty();
    assertThat(roster.mayWrite(log, 4)).isTrue();
    assertThat(roster.mayWrite(log, 5)).isFalse();
    assertThat(roster.mayWrite(new LogId(authority.practice(), later.id()), 0)).isFalse();
  }

  @Test
  void aRevokedStewardsActsFallUnlessKept() {
    SigningKey second = some.key();
    Payload seconds = replica(second, Signer.steward(bea, beaKey));
    Roster roster = roster(found, annes, beas, hosts, seconds);
    accept(
        roster,
        authority.sign(
            new Act.RevokeSteward(bea, beaKey.publicKey(), Set.of(authority.id(hosts))),
            Signer.kit(kit)));

    assertThat(roster.stewards()).containsOnlyKeys(anne);
    assertThat(roster.replicas()).containsOnlyKeys(hostId);
  }

  @Test
  void ofTwoStewardsWhoRevokeEachOtherTheOneNearerToTheKitStays() {
    Roster roster =
        roster(
            found,
            annes,
            beas,
            authority.sign(
                new Act.RevokeSteward(anne, anneKey.publicKey(), Set.of()),
                Signer.steward(bea, beaKey)),
            authority.sign(
                new Act.RevokeSteward(bea, beaKey.publicKey(), Set.of()),
                Signer.steward(anne, anneKey)));
    assertThat(roster.stewards()).containsOnlyKeys(anne);
  }

  @Test
  void twoStewardsMakeANewKitAgainstAStolenOne() {
    SigningKey fresh = some.key();
    SigningKey thief = some.key();
    Set<EntryId> keep = roster(found, annes, beas, hosts).actsOfKit();
    Roster roster =
        roster(
            found,
            annes,
            beas,
            hosts,
            authority.sign(
                new Act.Kit(fresh.publicKey(), some.bytes(40), keep),
                Signer.steward(anne, anneKey),
                Signer.steward(bea, beaKey)),
            authority.sign(
                new Act.Kit(thief.publicKey(), some.bytes(40), Set.of()), Signer.kit(kit)),
            authority.sign(
                new Act.RevokeSteward(anne, anneKey.publicKey(), Set.of()), Signer.kit(kit)));

    assertThat(roster.stewards()).containsOnlyKeys(anne, bea);
    assertThat(roster.kits()).extracting(Act.Kit::key).containsExactly(fresh.publicKey());
  }

  @Test
  void oneStewardAloneMakesNoNewKit() {
    Payload alone =
        authority.sign(
            new Act.Kit(some.key().publicKey(), some.bytes(40), Set.of()),
            Signer.steward(anne, anneKey));
    assertThat(roster(found, annes, beas, alone).kits()).isEmpty();
  }

  @Test
  void erasuresAreOfStewardsAndFullReplicas() {
    EntryId id = new EntryId(some.bytes(32));
    Act erase = new Act.Erase(Set.of(id));
    assertThat(
            roster(found, annes, beas, hosts, authority.sign(erase, Signer.replica(host)))
                .erased(id))
        .isTrue();
    assertThat(roster(found, annes, authority.sign(erase, Signer.replica(some.key()))).erased(id))
        .isFalse();
  }

  @Property(tries = 60)
  void theOrderOfArrivalChangesNothing(@ForAll long seed) {
    List<Payload> acts =
        new ArrayList<>(
            List.of(
                found,
                annes,
                beas,
                hosts,
                authority.sign(
                    new Act.RevokeSteward(anne, anneKey.publicKey(), Set.of(authority.id(beas))),
                    Signer.steward(bea, beaKey)),
                authority.sign(
                    new Act.RevokeSteward(bea, beaKey.publicKey(), Set.of()),
                    Signer.steward(anne, anneKey)),
                authority.sign(
                    new Act.Kit(anneKey.publicKey(), Bytes.EMPTY, Set.of(authority.id(annes))),
                    Signer.kit(kit))));
    Roster first = roster(acts.toArray(Payload[]::new));
    Collections.shuffle(acts, new Random(seed));
    Roster second = new Roster(authority.practice());
    acts.forEach(act -> accept(second, act));

    assertThat(second.stewards()).isEqualTo(first.stewards());
    assertThat(second.replicas()).isEqualTo(first.replicas());
    assertThat(second.kits()).isEqualTo(first.kits());
  }

  private Roster roster(Payload... acts) {
    Roster roster = new Roster(authority.practice());
    for (Payload act : acts) {
      accept(roster, act);
    }
    return roster;
  }

  private void accept(Roster roster, Payload act) {
    roster.accept(Entry.place(authority.draft(Payload.decode(act.encode())), anywhere, 3));
  }

  private Payload replica(SigningKey key, Signer by) {
    return authority.sign(
        new Act.Replica(
            key.publicKey(), some.bytes(1216), Act.Role.FULL, "host", List.of("https://h.example")),
        by);
  }

  private Draft certificate(Roster roster) {
    return authority.certificate(writer, host, 1, roster.chain(hostId));
  }

  private Entry zero(Roster roster) {
    return Entry.place(certificate(roster), log, 0);
  }
}
