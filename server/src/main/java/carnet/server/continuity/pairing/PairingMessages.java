package carnet.server.continuity.pairing;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.LogId;
import carnet.journal.MalformedPayload;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.Signatures;
import carnet.journal.SigningKey;
import carnet.journal.WriterId;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.vault.crypto.XWing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The three messages of a pairing.
 *
 * <pre>
 * hello:    key 32 · X-Wing key 1,216 · name · count 1 · addresses
 *           · signature 64 of the newcomer over the mailbox and this · HMAC 32 under the code
 * met:      host's key 32 · acts · signature 64 of the host over the mailbox and the hello's hash
 * admitted: acts · HMAC 32 under the code
 * text = size 2 · UTF-8; acts = count 2 · (size 4 · payload) each
 * </pre>
 */
final class PairingMessages {
  private static final int KEYS = 32 + XWing.PUBLIC_KEY;
  private static final int MAC = 32;
  private static final int SIGNATURE = 64;

  private PairingMessages() {}

  record Hello(Bytes key, Bytes kem, String name, List<String> addresses) {
    Bytes keys() {
      return Bytes.concat(key, kem);
    }

    Bytes content() {
      List<Bytes> parts = new ArrayList<>(List.of(key, kem, text(name)));
      parts.add(Bytes.of((byte) addresses.size()));
      addresses.forEach(each -> parts.add(text(each)));
      return Bytes.concat(parts.toArray(Bytes[]::new));
    }
  }

  static Bytes write(PairingCode code, Hello hello, SigningKey key) {
    Bytes content = Bytes.concat(hello.content(), key.sign(hello(code, hello)));
    return Bytes.concat(content, code.mac("hello", content));
  }

  static Hello readHello(PairingCode code, Bytes message) {
    return read(() -> {
      Bytes content = verified(code, "hello", message);
      Bytes key = content.slice(0, 32);
      Bytes kem = content.slice(32, KEYS);
      ByteBuffer rest = content.slice(KEYS, content.size()).buffer();
      String name = text(rest);
      List<String> addresses = new ArrayList<>();
      for (int count = rest.get(); count > 0; count--) {
        addresses.add(text(rest));
      }
      Hello hello = new Hello(key, kem, name, addresses);
      Bytes signature = content.slice(content.size() - SIGNATURE, content.size());
      boolean whole = hello.content().size() + SIGNATURE == content.size();
      if (!whole || !Signatures.verify(key, hello(code, hello), signature)) {
        throw new PairingRefused(PairingRefused.Why.CHANGED);
      }
      return hello;
    });
  }

  /** What a newcomer signs: nobody speaks for a server without its key. */
  private static Bytes hello(PairingCode code, Hello hello) {
    return Bytes.concat(Bytes.utf8("carnet/1/pair/hello"), code.mailbox(), hello.content());
  }

  record Met(Bytes hostKey, List<Payload> acts, Bytes signature) {}

  static Bytes write(Met met) {
    return Bytes.concat(met.hostKey(), acts(met.acts()), met.signature());
  }

  static Met readMet(Bytes message) {
    return read(() ->
        new Met(
            message.slice(0, 32),
            acts(message.slice(32, message.size() - 64).buffer()),
            message.slice(message.size() - 64, message.size())));
  }

  static Bytes met(PairingCode code, Bytes helloContent) {
    return Bytes.concat(Bytes.utf8("carnet/1/pair/met"), code.mailbox(), helloContent);
  }

  static Bytes admitted(PairingCode code, List<Payload> acts) {
    Bytes content = acts(acts);
    return Bytes.concat(content, code.mac("admitted", content));
  }

  static List<Payload> readAdmitted(PairingCode code, Bytes message) {
    return read(() -> acts(verified(code, "admitted", message).buffer()));
  }

  /** What these acts alone make of the practice, without believing who brought them. */
  static Roster roster(PracticeId practice, List<Payload> acts) {
    Authority authority = new Authority(practice, "");
    LogId nowhere = new LogId(practice, new WriterId(Bytes.of(new byte[16])));
    List<Entry> entries = new ArrayList<>();
    for (Payload act : acts) {
      Draft draft = authority.draft(act);
      entries.add(Entry.place(draft, nowhere, entries.size()));
    }
    return Roster.fold(practice, entries.stream());
  }

  private static Bytes verified(PairingCode code, String purpose, Bytes message) {
    Bytes content = message.slice(0, message.size() - MAC);
    if (!code.mac(purpose, content).equals(message.slice(content.size(), message.size()))) {
      throw new PairingRefused(PairingRefused.Why.CHANGED);
    }
    return content;
  }

  private static Bytes acts(List<Payload> acts) {
    List<Bytes> parts = new ArrayList<>();
    parts.add(Bytes.of(ByteBuffer.allocate(2).putShort((short) acts.size()).array()));
    for (Payload act : acts) {
      Bytes encoded = act.encode();
      parts.add(Bytes.of(ByteBuffer.allocate(4).putInt(encoded.size()).array()));
      parts.add(encoded);
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private static List<Payload> acts(ByteBuffer in) {
    List<Payload> acts = new ArrayList<>();
    for (int count = in.getShort(); count > 0; count--) {
      int size = in.getInt();
      if (size < 0 || size > in.remaining()) {
        throw new PairingRefused(PairingRefused.Why.CHANGED);
      }
      byte[] encoded = new byte[size];
      in.get(encoded);
      acts.add(Payload.decode(Bytes.of(encoded)));
    }
    return acts;
  }

  private static Bytes text(String text) {
    Bytes utf8 = Bytes.utf8(text);
    return Bytes.concat(
        Bytes.of(ByteBuffer.allocate(2).putShort((short) utf8.size()).array()), utf8);
  }

  private static String text(ByteBuffer in) {
    byte[] utf8 = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(utf8);
    return Bytes.of(utf8).string();
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new PairingRefused(PairingRefused.Why.CHANGED);
    } catch (MalformedPayload e) {
      throw new PairingRefused(PairingRefused.Why.CHANGED);
    }
  }
}
