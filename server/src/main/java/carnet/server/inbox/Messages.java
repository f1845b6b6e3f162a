package carnet.server.inbox;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Practice.Personal;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.access.SentinelGate;
import carnet.server.practice.House;
import carnet.server.practice.Named;
import carnet.server.search.PatientRow;
import carnet.vault.HybridClock;
import carnet.vault.Member;
import carnet.vault.MemberId;
import carnet.vault.Opening;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages between members: each is sealed to the persons named and to who took it, so that a
 * secretary finds hers again and reads no one else's. Done is a newer version of the same.
 */
@Component
public final class Messages {

  private static final String PHONE = "urn:carnet:call-back";
  private static final String DONE = "urn:carnet:done";

  private final House house;
  private final SentinelGate gate;

  Messages(House house, SentinelGate gate) {
    this.house = house;
    this.gate = gate;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Message(
      String id,
      Named from,
      List<Named> to,
      String text,
      @Nullable PatientRow patient,
      @Nullable String phone,
      Instant at,
      @Nullable String doneAt,
      @Nullable Named doneBy) {}

  /**
   * @param id made by the caller, so that a message sent twice is one; or none
   */
  public record New(
      @Nullable String id,
      @Nullable List<String> to,
      @Nullable String text,
      @Nullable String patient,
      @Nullable String phone) {}

  /** The first and the newest version of one message. */
  private record Talk(Personal first, Personal newest) {}

  Opening<List<Message>> of(Session by) {
    return house
        .practice()
        .disclose(
            by,
            "names.shown",
            Map.of("what", "messages"),
            List.copyOf(threads(by).values()),
            thread -> patient(thread.newest.resource().tree()))
        .map(shown -> shown.stream().map(each -> message(by, each)).toList());
  }

  String send(Session by, New asked) {
    List<String> to = Fields.present(asked.to(), "/to");
    if (to.isEmpty()) {
      throw Problem.invalid("/to", "Un destinataire au moins.", "One addressee at least.");
    }
    Set<MemberId> readers = new LinkedHashSet<>();
    for (int i = 0; i < to.size(); i++) {
      readers.add(member(to.get(i), "/to/" + i).id());
    }
    String text = Fields.text(asked.text(), "/text", 10_000);
    Optional<PatientId> about = Optional.empty();
    if (asked.patient() != null) {
      about = Optional.of(new PatientId(Fields.id(asked.patient(), "/patient")));
      if (house.practice().known(by, about.get()).isEmpty()) {
        throw Problem.invalid("/patient", "Ce patient n’est pas connu.", "Unknown patient.");
      }
    }
    String id = asked.id() == null ? fresh() : Fields.id(asked.id(), "/id");
    if (asked.id() != null && threads(by).containsKey(id)) {
      return id;
    }
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Communication").put("id", id);
    String phone = Fields.optional(asked.phone(), "/phone");
    if (!phone.isEmpty()) {
      tree.putArray("extension").addObject().put("url", PHONE).put("valueString", phone);
    }
    tree.put("status", "in-progress");
    about.ifPresent(
        patient -> tree.putObject("subject").put("reference", patient.key().toString()));
    var recipients = tree.putArray("recipient");
    readers.forEach(each -> recipients.addObject().put("reference", "Practitioner/" + each.hex()));
    tree.put("sent", house.clock().now().toString());
    tree.putObject("sender").put("reference", "Practitioner/" + by.member().id().hex());
    tree.putArray("payload").addObject().put("contentString", text);
    write(by, readers, by.member().id(), about, tree);
    about.ifPresent(patient ->
        readers.stream()
            .filter(each -> !each.equals(by.member().id()))
            .forEach(each -> gate.facts().received(by, patient, each, true)));
    return id;
  }

  void done(Session by, String id) {
    Talk thread = threads(by).get(id);
    if (thread == null) {
      throw Problem.notFound();
    }
    ObjectNode tree = thread.newest.resource().tree().deepCopy();
    if (tree.path("status").asString("").equals("completed")) {
      return;
    }
    Set<MemberId> readers = new LinkedHashSet<>();
    tree.path("recipient").forEach(each -> member(each).map(Member::id).ifPresent(readers::add));
    MemberId sender = member(tree.path("sender")).map(Member::id).orElse(by.member().id());
    tree.put("status", "completed");
    tree.withArray("extension")
        .addObject()
        .put("url", DONE)
        .putObject("valueReference")
        .put("reference", "Practitioner/" + by.member().id().hex())
        .put("display", house.clock().now().toString());
    write(by, readers, sender, patient(tree), tree);
  }

  private void write(
      Session by,
      Set<MemberId> readers,
      MemberId sender,
      Optional<PatientId> about,
      ObjectNode of) {
    Set<MemberId> all = new LinkedHashSet<>(readers);
    all.add(sender);
    ResourceKey key = new ResourceKey("Communication", of.path("id").asString(""));
    house.practice().writeTo(by, all, about, Resource.of(key, of));
  }

  /** By id, the newest message first. */
  private SequencedMap<String, Talk> threads(Session by) {
    LinkedHashMap<String, Talk> threads = new LinkedHashMap<>();
    List<Personal> all = new ArrayList<>(house.practice().personal(by));
    all.sort(Comparator.comparing(each -> each.entry().label().clock(), Long::compareUnsigned));
    for (Personal each : all) {
      if (each.resource().type().equals("Communication")) {
        threads.merge(
            each.resource().id(),
            new Talk(each, each),
            (old, one) -> new Talk(old.first, one.newest));
      }
    }
    return threads.reversed();
  }

  private Message message(Session by, Talk of) {
    JsonNode tree = of.newest.resource().tree();
    JsonNode done = extension(tree, DONE).path("valueReference");
    List<Named> to = new ArrayList<>();
    tree.path("recipient").forEach(each -> to.add(named(each)));
    String phone = extension(tree, PHONE).path("valueString").asString("");
    return new Message(
        of.newest.resource().id(),
        named(tree.path("sender")),
        to,
        tree.path("payload").path(0).path("contentString").asString(""),
        patient(tree)
            .flatMap(id -> house.practice().known(by, id))
            .map(PatientRow::of)
            .orElse(null),
        phone.isEmpty() ? null : phone,
        HybridClock.instant(of.first.entry().label().clock()),
        done.isMissingNode() ? null : done.path("display").asString(""),
        done.isMissingNode() ? null : named(done));
  }

  private static JsonNode extension(JsonNode tree, String url) {
    for (JsonNode each : tree.path("extension")) {
      if (each.path("url").asString("").equals(url)) {
        return each;
      }
    }
    return tree.path("nothing");
  }

  private static Optional<PatientId> patient(JsonNode tree) {
    return ResourceKey.ofReference(tree.path("subject").path("reference").asString(""))
        .map(PatientId::of);
  }

  private Optional<Member> member(JsonNode reference) {
    return ResourceKey.ofReference(reference.path("reference").asString(""))
        .flatMap(key -> house.vault().keyring().member(MemberId.fromHex(key.id())));
  }

  private Named named(JsonNode reference) {
    return member(reference).map(Named::of).orElse(new Named("", ""));
  }

  private Member member(@Nullable String id, String pointer) {
    return house
        .vault()
        .keyring()
        .member(MemberId.fromHex(Fields.id(id, pointer)))
        .filter(each -> each.state() != Member.State.DEPARTED)
        .orElseThrow(
            () -> Problem.invalid(pointer, "Ce membre n’est pas là.", "This member is not here."));
  }

  private String fresh() {
    byte[] random = new byte[16];
    house.random().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
