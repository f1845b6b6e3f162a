package carnet.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed in a body (or, for authority, stands there in clear): who did what, the content as
 * it came, and the signatures over both.
 *
 * <pre>
 * header size 4 · header, ASCII JSON · content size 4 · content · signature block, ASCII JSON
 * </pre>
 *
 * A signature is over {@code "carnet/1/payload" ‖ practice ‖ all before the block}. Bytes are
 * signed as written, there is no canonical form: a decoded payload keeps the very bytes it came in.
 */
public final class Payload {
  static final int MAX_HEADER_SIZE = 1 << 16;
  private static final Bytes DOMAIN = Bytes.utf8("carnet/1/payload");

  private final Header header;
  private final Bytes content;
  private final List<Signature> signatures;
  private final Bytes signedPart;
  private final Bytes block;

  /**
   * @param author the member's id in hex; absent where a replica speaks for itself
   * @param parents the entries that this one replaces or follows
   * @param heads of the keyring, where the operation is of authority
   * @param more fields of one operation alone; a name of the fixed fields is refused
   */
  public record Header(
      String op,
      @Nullable String author,
      String product,
      List<EntryId> parents,
      List<EntryId> heads,
      @Nullable String type,
      @Nullable String id,
      @Nullable String contentType,
      Map<String, String> more) {
    public Header {
      parents = List.copyOf(parents);
      heads = List.copyOf(heads);
      more = Collections.unmodifiableMap(new TreeMap<>(more));
      PayloadJson.requireFree(more.keySet());
    }

    /** With an operation and a product version alone. */
    public static Header of(String op, String product) {
      return new Header(op, null, product, List.of(), List.of(), null, null, null, Map.of());
    }
  }

  /**
   * @param by kind of key and its id: {@code member:<hex>}, {@code kit}, {@code replica:<hex>}
   * @param webauthn the assertion whose challenge is H of the signed bytes, where a passkey
   *     confirmed
   */
  public record Signature(String by, Bytes ed25519, @Nullable Bytes webauthn) {}

  public Payload(Header header, Bytes content, List<Signature> signatures) {
    this(header, content, signatures, joined(PayloadJson.write(header), content));
  }

  private Payload(Header header, Bytes content, List<Signature> signatures, Bytes signedPart) {
    this(header, content, signatures, signedPart, PayloadJson.write(signatures));
  }

  private Payload(
      Header header, Bytes content, List<Signature> signatures, Bytes signedPart, Bytes block) {
    this.header = header;
    this.content = content;
    this.signatures = List.copyOf(signatures);
    this.signedPart = signedPart;
    this.block = block;
  }

  public static Payload decode(Bytes bytes) {
    ByteBuffer in = bytes.buffer();
    Bytes header = part(in, "header", MAX_HEADER_SIZE);
    Bytes content = part(in, "content", Integer.MAX_VALUE);
    Bytes signedPart = bytes.slice(0, in.position());
    Bytes block = bytes.slice(in.position(), bytes.size());
    return new Payload(
        PayloadJson.readHeader(header),
        content,
        PayloadJson.readSignatures(block),
        signedPart,
        block);
  }

  public Bytes encode() {
    return Bytes.concat(signedPart, block);
  }

  public Header header() {
    return header;
  }

  public Bytes content() {
    return content;
  }

  public List<Signature> signatures() {
    return signatures;
  }

  public Bytes signedBytes(PracticeId practice) {
    return Bytes.concat(DOMAIN, practice.value(), signedPart);
  }

  public Payload signedBy(PracticeId practice, String by, SigningKey key) {
    return with(new Signature(by, key.sign(signedBytes(practice)), null));
  }

  /** With a signature made elsewhere: a passkey's assertion beside the key's. */
  public Payload with(Signature signature) {
    List<Signature> all = new ArrayList<>(signatures);
    all.add(signature);
    return new Payload(header, content, all, signedPart);
  }

  /** Whether a signature of that name is there and each of that name verifies under the key. */
  public boolean signedByKey(PracticeId practice, String by, Bytes publicKey) {
    Bytes message = signedBytes(practice);
    boolean found = false;
    for (Signature signature : signatures) {
      if (signature.by().equals(by)) {
        if (!Signatures.verify(publicKey, message, signature.ed25519())) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  private static Bytes joined(Bytes header, Bytes content) {
    if (header.size() > MAX_HEADER_SIZE) {
      throw new MalformedPayload("a header of " + header.size() + " bytes is over 64 KiB");
    }
    return Bytes.concat(size(header), header, size(content), content);
  }

  private static Bytes size(Bytes part) {
    return Bytes.adopt(ByteBuffer.allocate(4).putInt(part.size()).array());
  }

  private static Bytes part(ByteBuffer in, String what, int most) {
    if (in.remaining() < 4) {
      throw new MalformedPayload("it ends before the size of its " + what);
    }
    int size = in.getInt();
    if (size < 0 || size > in.remaining() || size > most) {
      throw new MalformedPayload("its " + what + " cannot have " + size + " bytes");
    }
    Bytes part = Bytes.of(in.slice(in.position(), size));
    in.position(in.position() + size);
    return part;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && encode().equals(payload.encode());
  }

  @Override
  public int hashCode() {
    return signedPart.hashCode();
  }

  @Override
  public String toString() {
    return header.op() + " of " + content.size() + " bytes, " + signatures.size() + " signatures";
  }
}
