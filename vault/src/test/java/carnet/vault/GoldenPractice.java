package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Hashes;
import carnet.journal.Payload;
import carnet.journal.SigningKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import carnet.journal.copy.FolderCopy;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A small practice that has one entry of every shape of version 1, copied to a folder: made once,
 * committed, and from then on only read.
 */
final class GoldenPractice {
  static final Bytes PATIENT = Bytes.fromHex("00112233445566778899aabbccddeeff");

  private final House house;
  private Kit kit;

  private GoldenPractice(House house) {
    this.house = house;
    this.kit = house.founded.kit();
  }

  /** Writes {@code copy/} and {@code kit.txt} into the folder. */
  static void write(Path folder, Path scratch) throws IOException {
    try (House house = new House(scratch)) {
      GoldenPractice golden = new GoldenPractice(house);
      golden.live();
      FolderCopy copy = new FolderCopy(folder.resolve("copy"));
      copy.update(house.store, house.vault.practice());
      Files.writeString(folder.resolve("kit.txt"), golden.kit());
    }
  }

  private void live() {
    try (Session founder = house.session("moreau")) {
      house.join(founder, "petit", Role.SECRETARY, "secretary", false);
      house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    }
    house.clock.pass(Keyring.DAY);
    MemberId durand = house.vault.doors().byLogin("durand").orElseThrow();
    MemberId petit = house.vault.doors().byLogin("petit").orElseThrow();
    try (Session founder = house.session("moreau")) {
      records(founder);
      messages(founder, durand);
      withoutLooking();
      house.read(founder, PATIENT, Compartment.HISTORY, Compartment.IDENTITY);
      measures(founder, petit);
      comeBack(founder, petit, durand);
      export(founder);
      server(founder);
      Departure.remove(founder, durand, "left");
      put(
          founder,
          "Observation",
          "after",
          Compartment.HISTORY,
          "{\"resourceType\":\"Observation\"}");
    }
    kit = Kit.fresh(house.vault.practice(), house.vault.random());
    KitRenewal.byKit(house.vault, house.founded.kit(), kit);
    try (Session founder = house.session("moreau")) {
      put(
          founder,
          "Observation",
          "later",
          Compartment.HISTORY,
          "{\"resourceType\":\"Observation\",\"id\":\"later\"}");
    }
    erase();
    cosign();
  }

  private void records(Session by) {
    EntryId first =
        put(
            by,
            "Patient",
            "00112233445566778899aabbccddeeff",
            Compartment.IDENTITY,
            "{\"resourceType\":\"Patient\",\"id\":\"00112233445566778899aabbccddeeff\",\"name\":[{\"family\":\"Lefèvre\"}]}");
    put(by, "Appointment", "a1", Compartment.AGENDA, "{\"resourceType\":\"Appointment\"}");
    by.append(
        List.of(
            by.seal(
                payload(
                    by,
                    "merge-patch",
                    "Patient",
                    "00112233445566778899aabbccddeeff",
                    "application/merge-patch+json",
                    List.of(first),
                    "{\"gender\":\"female\"}"),
                Compartment.IDENTITY,
                by.patient(PATIENT))));
    Payload signed =
        by.sign(
            payload(
                by,
                "put",
                "MedicationRequest",
                "m1",
                "application/fhir+json",
                List.of(),
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"m1\"}"));
    by.append(List.of(by.seal(signed, Compartment.TREATMENT, by.patient(PATIENT))));
    EntryId gone = put(by, "Observation", "o1", Compartment.HISTORY, "{\"a\":1}");
    by.append(
        List.of(
            by.seal(
                payload(
                    by, "delete", "Observation", "o1", "application/fhir+json", List.of(gone), ""),
                Compartment.HISTORY,
                by.patient(PATIENT))));
    put(by, "Observation", "long", Compartment.HISTORY, "{\"text\":\"" + noise(9000) + "\"}");
  }

  /** Text that no compression makes small, so that the larger size classes are there too. */
  private static String noise(int size) {
    StringBuilder out = new StringBuilder();
    for (Bytes block = Bytes.utf8("noise"); out.length() < size; ) {
      block = Hashes.sha256(block);
      out.append(block.hex());
    }
    return out.substring(0, size);
  }

  private void messages(Session by, MemberId to) {
    Payload payload =
        payload(
            by,
            "put",
            "Communication",
            "c1",
            "application/fhir+json",
            List.of(),
            "{\"resourceType\":\"Communication\",\"id\":\"c1\"}");
    by.append(
        List.of(
            by.sealTo(
                List.of(by.member().id(), to), payload, Compartment.HISTORY, by.patient(PATIENT))));
  }

  private void withoutLooking() {
    try (Session secretary = house.session("petit")) {
      put(
          secretary,
          "DocumentReference",
          "d1",
          Compartment.HISTORY,
          "{\"resourceType\":\"DocumentReference\",\"id\":\"d1\"}");
      scan(secretary);
    }
  }

  /** A paper of two chunks, the first of which compresses well. */
  private void scan(Session by) {
    Bytes paper = Bytes.utf8("%PDF-1.7 " + "page ".repeat(Content.CHUNK / 5) + noise(6000));
    String rest =
        "{\"resourceType\":\"DocumentReference\",\"id\":\"scan\",\"content\":[{\"attachment\":{\"data\":\"\"}}]}";
    Chunks chunks = by.chunk(paper, Compartment.HISTORY);
    Map<String, String> more = new HashMap<>(chunks.header());
    more.put("chunksAt", String.valueOf(rest.indexOf("\"\"") + 1));
    Payload payload =
        payload(
            by, "put", "DocumentReference", "scan", "application/fhir+json", List.of(), more, rest);
    List<Draft> drafts = new ArrayList<>(chunks.drafts());
    drafts.add(by.seal(payload, Compartment.HISTORY, by.patient(PATIENT)));
    by.append(drafts);
  }

  private void measures(Session by, MemberId about) {
    by.vault()
        .append(
            Dues.act(
                by,
                Acts.MEASURE,
                new Acts.Measure(
                    "0123456789abcdef0123456789abcdef",
                    about.hex(),
                    "freeze",
                    null,
                    List.of(Map.of("code", "enumeration", "patients", 40)),
                    1.5,
                    null)));
    by.vault()
        .append(
            Dues.act(
                by,
                Acts.MEASURE,
                new Acts.Measure(
                    "0123456789abcdef0123456789abcdef",
                    about.hex(),
                    "lift",
                    null,
                    List.of(),
                    0,
                    null)));
  }

  /** The secretary with new factors; the doctor, who had lost nothing, refuses. */
  private void comeBack(Session by, MemberId petit, MemberId durand) {
    keep("petit", accept(Returns.offer(by, petit)));
    Session second = house.session("durand");
    Returns.second(second, house.vault.keyring().returns().getLast().id());
    second.close();
    accept(Returns.offer(by, durand));
    house.session("durand").close();
  }

  private void keep(String login, Enrolment person) {
    house.seeds.put(login, Secret.owning(person.totpSeed()));
  }

  /** The secretary, with the factors that she came back with, accepts it; the doctor refuses. */
  private void export(Session by) {
    house.clock.pass(Keyring.DAY);
    EntryId asked = Exports.ask(by, "changement de logiciel").id();
    try (Session second = petit()) {
      Exports.second(second, asked);
    }
    try (Session third = house.session("durand")) {
      Exports.refuse(third, asked);
    }
  }

  private Session petit() {
    Unlock.Answer back =
        house.unlock.byPassphrase(
            "petit",
            House.PASSPHRASE.toCharArray(),
            house.code("petit"),
            new Access.From("another-device", "loopback", "session-of-petit"));
    return ((Unlock.Answer.Welcome) back).session();
  }

  /** The secretary accepts it, and the founder's session certifies it. */
  private void server(Session by) {
    Act.Replica office =
        new Act.Replica(
            SigningKey.fromSeed(Secret.random(house.random).copy()).publicKey(),
            XWing.of(Secret.random(house.random)).publicKey(),
            Act.Role.FULL,
            "cabinet",
            List.of("https://cabinet.exemple"));
    Replicas.admit(by, office);
    try (Session second = petit()) {
      Replicas.second(second, house.vault.keyring().admissions().getLast().id());
    }
    by.payDues();
  }

  private Enrolment accept(Invitations.Invited invited) {
    Enrolment person =
        Invitations.begin(
                house.vault,
                invited.code(),
                new Enrolment.Device("another-device", "poste neuf"),
                House.PASSPHRASE.toCharArray())
            .orElseThrow();
    Invitations.accept(house.vault, invited.code(), person, Passphrase.FLOOR);
    return person;
  }

  private void erase() {
    Entry doomed =
        house
            .store
            .range(house.founded.log().id(), 0, Long.MAX_VALUE)
            .filter(each ->
                house
                    .vault
                    .label(each)
                    .filter(label -> label.clazz() == Compartment.AGENDA.code())
                    .isPresent())
            .findFirst()
            .orElseThrow();
    Authority authority = new Authority(house.vault.practice(), Vault.PRODUCT);
    Draft erase =
        authority.draft(
            authority.sign(
                new Act.Erase(Set.of(doomed.id())), Signer.replica(house.custody.signingKey())));
    house.founded.log().append(erase);
    try (Stream<Entry> all = house.founded.log().range(0, Long.MAX_VALUE)) {
      Roster.fold(house.vault.practice(), all.toList().stream()).eraseIn(house.store);
    }
  }

  private void cosign() {
    house.store.keep(
        house.founded.log().id(),
        house
            .founded
            .log()
            .checkpoint()
            .cosign(
                "carnet/replica/" + house.custody.replica().hex(),
                house.custody.signingKey(),
                house.clock.instant()));
  }

  private EntryId put(Session by, String type, String id, Compartment into, String json) {
    Payload payload = payload(by, "put", type, id, "application/fhir+json", List.of(), json);
    return by.append(List.of(by.seal(payload, into, by.patient(PATIENT)))).getFirst().entry();
  }

  private static Payload payload(
      Session by,
      String op,
      String type,
      String id,
      String contentType,
      List<EntryId> parents,
      String content) {
    return payload(by, op, type, id, contentType, parents, Map.of(), content);
  }

  private static Payload payload(
      Session by,
      String op,
      String type,
      String id,
      String contentType,
      List<EntryId> parents,
      Map<String, String> more,
      String content) {
    return new Payload(
        new Payload.Header(
            op,
            by.member().id().hex(),
            Vault.PRODUCT,
            parents,
            List.of(),
            type,
            id,
            contentType,
            more),
        Bytes.utf8(content),
        List.of());
  }

  private String kit() {
    byte[] root = kit.root();
    String peppers =
        String.join(
            "\n",
            house.custody.peppers(house.vault.practice()).stream()
                .map(each -> "test pepper " + Bytes.of(each.secret().copy()).hex())
                .toList());
    return "TEST KIT of the golden practice: it protects nothing. No real practice has this root.\n"
        + "root "
        + Bytes.of(root).hex()
        + "\n"
        + peppers
        + "\n";
  }
}
