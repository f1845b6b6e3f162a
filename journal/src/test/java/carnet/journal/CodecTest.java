package carnet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CodecTest {
  private final Some some = new Some(1);

  @Property
  void anEntryComesBackFromItsBytes(
      @ForAll @Size(max = 300) byte[] label,
      @ForAll @Size(min = 1, max = 2000) byte[] body,
      @ForAll boolean erased,
      @ForAll Kind kind) {
    LogId log = some.log();
    Draft draft = new Draft(kind, log.practice(), Bytes.of(label), Bytes.of(body), Set.of());
    Entry whole = Entry.place(draft, log, 1L << 40);
    Entry entry = erased ? whole.erase() : whole;

    assertThat(EntryFormat.decode(EntryFormat.encode(entry))).isEqualTo(entry);
    assertThat(entry.leaf()).isEqualTo(whole.leaf());
    assertThat(entry.id()).isEqualTo(draft.id());
    assertThat(EntryFormat.encode(entry).size()).isEqualTo(EntryFormat.sizeOf(entry));
  }

  @Property
  void anyBytesAreAnEntryOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
    try {
      Entry entry = EntryFormat.decode(Bytes.of(bytes));
      assertThat(EntryFormat.encode(entry)).isEqualTo(Bytes.of(bytes));
    } catch (MalformedEntry e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Property
  void aFlippedBitChangesTheLeafOrIsRefused(@ForAll @IntRange(max = 300) int at) {
    Entry entry = some.placed(some.log(), 5).entry();
    byte[] bytes = EntryFormat.encode(entry).toArray();
    bytes[at] ^= 1;
    try {
      assertThat(EntryFormat.decode(Bytes.of(bytes)).leaf()).isNotEqualTo(entry.leaf());
    } catch (MalformedEntry e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Test
  void theEnvelopeIsAsTheFormatSays() {
    LogId log = new LogId(PracticeId.fromHex("01".repeat(16)), WriterId.fromHex("02".repeat(16)));
    Draft draft = new Draft(Kind.DOOR, log.practice(), some.bytes(176), some.bytes(256), Set.of());
    assertThat(EntryFormat.envelope(Entry.place(draft, log, 258)).hex())
        .isEqualTo(
            "0104" + "01".repeat(16) + "02".repeat(16) + "0000000000000102" + "00b0" + "00000100");
  }

  @Property
  void aPayloadComesBackFromItsBytesAndItsSignaturesHold(
      @ForAll String id, @ForAll @Size(max = 500) byte[] content, @ForAll String more) {
    PracticeId practice = some.practice();
    SigningKey key = some.key();
    Payload.Header header =
        new Payload.Header(
            "put",
            "ab".repeat(16),
            "0.1.0",
            List.of(new EntryId(some.bytes(32))),
            List.of(),
            "Observation",
            id,
            "application/fhir+json",
            Map.of("reason", more));
    Payload payload =
        new Payload(header, Bytes.of(content), List.of()).signedBy(practice, "member:1", key);
    Payload read = Payload.decode(payload.encode());

    assertThat(read).isEqualTo(payload);
    assertThat(read.content()).isEqualTo(Bytes.of(content));
    assertThat(read.header()).isEqualTo(payload.header());
    assertThat(read.signedByKey(practice, "member:1", key.publicKey())).isTrue();
    assertThat(read.signedByKey(practice, "member:2", key.publicKey())).isFalse();
    assertThat(read.signedByKey(some.practice(), "member:1", key.publicKey())).isFalse();
  }

  @Test
  void fieldsOfALaterVersionAreKeptAndStillVerify() {
    PracticeId practice = some.practice();
    SigningKey key = some.key();
    Bytes header =
        Bytes.utf8("{ \"op\":\"put\",\"product\":\"9\", \"later\":[1,2],\"note\":\"kept\"}");
    Bytes signedPart =
        Bytes.concat(
            Bytes.fromHex("000000%02x".formatted(header.size())),
            header,
            Bytes.fromHex("00000000"));
    Payload unsigned = Payload.decode(Bytes.concat(signedPart, Bytes.utf8("[]")));
    Payload signed = Payload.decode(unsigned.signedBy(practice, "kit", key).encode());

    assertThat(signed.header().more()).containsExactly(Map.entry("note", "kept"));
    assertThat(signed.signedByKey(practice, "kit", key.publicKey())).isTrue();
    assertThat(signed.encode().slice(0, signedPart.size())).isEqualTo(signedPart);
  }

  @Property
  void anyBytesAreAPayloadOrRefused(@ForAll @Size(max = 100) byte[] bytes) {
    assertThatThrownBy(() -> Payload.decode(Bytes.of(bytes))).isInstanceOf(MalformedPayload.class);
  }
}
