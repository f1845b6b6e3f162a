package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom an invitation still lets in once who gave it was removed, frozen or came back. */
class InvitationRulesTest {

  private static final Duration DAY = Duration.ofHours(24);

  private House house;
  private Session moreau;
  private Session adam;
  private Session petit;

  /** Two stewards (Moreau and Adam), one more clinician, a secretary. */
  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    house.join(moreau, "adam", Role.CLINICIAN, "gp", true);
    house.join(moreau, "durand", Role.CLINICIAN, "gp", false);
    house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    adam = house.session("adam");
    petit = house.session("petit");
    house.clock.pass(DAY);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aCodeThatNobodyTookUpBeforeItsStewardWasRemovedLetsNobodyIn() {
    Invitations.Invited kept = invite(adam, "ombre");
    Enrolment begun = begin(kept).orElseThrow();
    removeAdam();

    assertThat(Invitations.pending(house.vault)).isEmpty();
    assertThat(begin(kept)).isEmpty();
    assertThatThrownBy(() -> Invitations.accept(house.vault, kept.code(), begun, Passphrase.FLOOR))
        .hasMessage("invitation.unknown");
    house.clock.pass(DAY.multipliedBy(2));
    assertThat(begin(kept)).isEmpty();
    inAnyOrder();
  }

  @Test
  void whoTookACodeUpBeforeItsStewardWasRemovedStays() {
    house.join(adam, "martin", Role.CLINICIAN, "gp", false);
    moreau.payDues();

    removeAdam();

    assertThat(member("martin")).isPresent();
    assertThat(house.signIn("martin")).isInstanceOf(Unlock.Answer.Welcome.class);
  }

  /** As at two servers that do not hear each other. */
  @Test
  void whoTookACodeUpWhileItsStewardWasRemovedElsewhereIsNotHere() {
    Invitations.Invited kept = invite(adam, "ombre");
    Set<EntryId> before = heads();
    accept(kept, "ombre");
    assertThat(member("ombre")).isPresent();

    EntryId removal = house.act(moreau, Acts.REMOVAL, removalOf(adam), before);
    assertThat(member("ombre")).isPresent();
    house.act(petit, Acts.SECOND, new Acts.Second(removal.hex()), Set.of(removal));

    assertThat(member("ombre")).isEmpty();
    assertThat(house.signIn("ombre")).isInstanceOf(Unlock.Answer.Refused.class);
    inAnyOrder();
  }

  @Test
  void aCodeServesAgainOnceTheRemovalOfItsStewardIsUndone() {
    Invitations.Invited kept = invite(adam, "martin");
    EntryId removal = removeAdam();
    assertThat(begin(kept)).isEmpty();

    Departure.undo(house.session("durand"), removal);

    assertThat(accept(kept, "martin")).isTrue();
  }

  @Test
  void aCodeOfAStewardWhoWasFrozenLetsNobodyInAlsoWhenTheFreezeIsLifted() {
    Invitations.Invited kept = invite(adam, "ombre");
    Enrolment begun = begin(kept).orElseThrow();
    Measure freeze =
        Measures.freeze(house.vault, adam.member().id(), null, List.of(Map.of("code", "x")), 1);

    assertThat(begin(kept)).isEmpty();
    Measures.lift(moreau, freeze.id(), "le poste est refermé");

    assertThat(begin(kept)).isEmpty();
    assertThatThrownBy(() -> Invitations.accept(house.vault, kept.code(), begun, Passphrase.FLOOR))
        .hasMessage("invitation.unknown");
    assertThat(accept(invite(house.session("adam"), "martin"), "martin")).isTrue();
    inAnyOrder();
  }

  /** A replica freezes by itself, and what it does not know of is no reason against anybody. */
  @Test
  void aFreezeTakesNobodyAwayWhoWasLetInBeforeOrWithoutKnowingOfIt() {
    Set<EntryId> before = heads();
    house.join(adam, "martin", Role.CLINICIAN, "gp", false);
    moreau.payDues();
    Acts.Measure freeze =
        new Acts.Measure("07", adam.member().id().hex(), "freeze", null, List.of(), 1, null);
    house.append(
        new Payload(
            KeyringFold.header(Acts.MEASURE, MemberId.NOBODY, before),
            Acts.write(freeze),
            List.of()));

    assertThat(house.vault.keyring().standing(adam.member().id())).isPresent();
    assertThat(house.signIn("martin")).isInstanceOf(Unlock.Answer.Welcome.class);
    inAnyOrder();
  }

  @Test
  void aCodeGivenWithFactorsThatWereLostLetsNobodyInOnceTheirOwnerIsBack() {
    Invitations.Invited kept = invite(adam, "ombre");
    Invitations.Invited back = Returns.offer(moreau, adam.member().id());
    Enrolment anew = begin(back).orElseThrow();
    Invitations.accept(house.vault, back.code(), anew, Passphrase.FLOOR);
    assertThat(begin(kept)).isPresent();

    Returns.second(petit, house.vault.keyring().returns().getLast().id());

    assertThat(begin(kept)).isEmpty();
    assertThat(Invitations.pending(house.vault)).isEmpty();
  }

  @Test
  void aReturnOfferedByAStewardWhoWasRemovedBeforeItWasTakenUpBringsNobodyBack() {
    MemberId durand = member("durand").orElseThrow().id();
    Invitations.Invited kept = Returns.offer(adam, durand);
    Set<EntryId> before = heads();
    Enrolment thief = begin(kept).orElseThrow();
    Invitations.accept(house.vault, kept.code(), thief, Passphrase.FLOOR);
    EntryId comeback = house.vault.keyring().returns().getLast().id();

    EntryId removal = house.act(moreau, Acts.REMOVAL, removalOf(adam), before);
    house.act(petit, Acts.SECOND, new Acts.Second(removal.hex()), Set.of(removal));
    house.act(petit, Acts.SECOND, new Acts.Second(comeback.hex()), heads());

    assertThat(house.vault.keyring().returns())
        .extracting(Keyring.Return::state)
        .containsExactly(Keyring.Return.State.VOID);
    assertThat(house.signIn("durand")).isInstanceOf(Unlock.Answer.Welcome.class);
    inAnyOrder();
  }

  @Test
  void theKitsInvitationServesWhoeverIsRemoved() {
    MemberId durand = member("durand").orElseThrow().id();
    Invitations.Invited back = Returns.offer(house.vault, house.founded.kit(), durand);
    removeAdam();

    assertThat(begin(back)).isPresent();
  }

  private EntryId removeAdam() {
    EntryId removal = Departure.remove(moreau, adam.member().id(), "stolen").id();
    assertThat(Departure.second(petit, removal).stands()).isTrue();
    return removal;
  }

  private static Invitations.Invited invite(Session by, String login) {
    return Invitations.invite(
        by, new Enrolment.Person(login, "Dominique", null, Role.CLINICIAN, "gp", true, login));
  }

  private Optional<Enrolment> begin(Invitations.Invited invited) {
    return Invitations.begin(
        house.vault,
        invited.code(),
        new Enrolment.Device("device-of-" + invited.id(), "poste"),
        House.PASSPHRASE.toCharArray());
  }

  private boolean accept(Invitations.Invited invited, String login) {
    Enrolment enrolment = begin(invited).orElseThrow();
    house.seeds.put(login, Secret.owning(enrolment.totpSeed()));
    return Invitations.accept(house.vault, invited.code(), enrolment, Passphrase.FLOOR);
  }

  private Optional<Member> member(String family) {
    return house.vault.keyring().members().stream()
        .filter(each -> each.family().equals(family))
        .findFirst();
  }

  private static Acts.Removal removalOf(Session of) {
    return new Acts.Removal(of.member().id().hex(), "stolen");
  }

  private Set<EntryId> heads() {
    return house.vault.keyring().heads();
  }

  private void inAnyOrder() {
    List<Keyring.Item> items = KeyringOrderTest.items(house);
    KeyringFold straight = KeyringOrderTest.fold(house, items);
    Random random = new Random(11);
    for (int i = 0; i < 30; i++) {
      Collections.shuffle(items, random);
      KeyringFold other = KeyringOrderTest.fold(house, items);
      assertThat(other.members).isEqualTo(straight.members);
      assertThat(other.invitations).isEqualTo(straight.invitations);
      assertThat(other.returns).isEqualTo(straight.returns);
    }
  }
}
