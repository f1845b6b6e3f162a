package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bytes of a message: a kind of one byte, then its fields; counts and sizes of 4 bytes, numbers
 * of 8, all big-endian; entries to the end of the message.
 */
final class MessageFormat {
  /** Over anything that a batch of a MiB, or one entry of any size, can need. */
  static final int MAX_SIZE = 8 << 20;

  private static final int HEADS = 1;
  private static final int WANT = 2;
  private static final int BATCH = 3;
  private static final int NOTE = 4;
  private static final int STAND = 5;
  private static final int POST = 6;
  private static final int PICKUP = 7;
  private static final int MAIL = 8;
  private static final int DONE = 9;

  private MessageFormat() {}

  static Bytes encode(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, message);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return Bytes.adopt(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, Message message) throws IOException {
    switch (message) {
      case Message.Heads heads -> {
        out.writeByte(HEADS);
        put(out, heads.practice().value());
        out.writeInt(heads.logs().size());
        for (Map.Entry<WriterId, Message.Heads.Held> each : heads.logs().entrySet()) {
          put(out, each.getKey().value());
          out.writeLong(each.getValue().size());
          putSized(out, Bytes.utf8(each.getValue().note()));
        }
      }
      case Message.Want want -> {
        out.writeByte(WANT);
        put(out, want.log());
        out.writeLong(want.from());
        out.writeLong(want.to());
      }
      case Message.Batch batch -> {
        out.writeByte(BATCH);
        put(out, batch.log());
        putSized(out, Bytes.utf8(batch.note()));
        out.writeInt(batch.proof().size());
        for (Bytes hash : batch.proof()) {
          put(out, hash);
        }
        for (Entry entry : batch.entries()) {
          put(out, EntryFormat.encode(entry));
        }
      }
      case Message.Note note -> {
        out.writeByte(NOTE);
        put(out, note.log());
        putSized(out, Bytes.utf8(note.note()));
      }
      case Message.Stand stand -> {
        out.writeByte(STAND);
        put(out, stand.log());
        out.writeLong(stand.size());
        out.writeLong(stand.upTo());
        putSized(out, Bytes.utf8(stand.refused()));
        putSized(out, Bytes.utf8(stand.note()));
      }
      case Message.Post post -> {
        out.writeByte(POST);
        put(out, post.to().value());
        putSized(out, post.sealed());
      }
      case Message.Pickup pickup -> {
        out.writeByte(PICKUP);
        out.writeInt(pickup.received().size());
        for (long number : pickup.received()) {
          out.writeLong(number);
        }
      }
      case Message.Mail mail -> {
        out.writeByte(MAIL);
        out.writeInt(mail.letters().size());
        for (Letters.Letter letter : mail.letters()) {
          out.writeLong(letter.number());
          putSized(out, letter.sealed());
        }
      }
      case Message.Done _ -> out.writeByte(DONE);
    }
  }

  static Message decode(Bytes bytes) {
    if (bytes.size() > MAX_SIZE) {
      throw new MalformedMessage("a message of " + bytes.size() + " bytes is too long");
    }
    ByteBuffer in = bytes.buffer();
    Message message;
    try {
      message = read(in);
    } catch (BufferUnderflowException e) {
      throw new MalformedMessage("a message ends before its end");
    }
    if (in.hasRemaining()) {
      throw new MalformedMessage(in.remaining() + " bytes follow a message");
    }
    return message;
  }

  private static Message read(ByteBuffer in) {
    int kind = in.get();
    return switch (kind) {
      case HEADS -> heads(in);
      case WANT -> new Message.Want(log(in), count(in), count(in));
      case BATCH -> {
        LogId log = log(in);
        String note = sized(in).string();
        List<Bytes> proof = new ArrayList<>();
        for (int i = items(in, 32); i > 0; i--) {
          proof.add(take(in, 32));
        }
        yield new Message.Batch(log, note, proof, EntryFormat.decodeAll(in));
      }
      case NOTE -> new Message.Note(log(in), sized(in).string());
      case STAND ->
          new Message.Stand(log(in), count(in), count(in), sized(in).string(), sized(in).string());
      case POST -> new Message.Post(new ReplicaId(take(in, 16)), sized(in));
      case PICKUP -> {
        Set<Long> received = new HashSet<>();
        for (int i = items(in, 8); i > 0; i--) {
          received.add(in.getLong());
        }
        yield new Message.Pickup(received);
      }
      case MAIL -> {
        List<Letters.Letter> letters = new ArrayList<>();
        for (int i = items(in, 12); i > 0; i--) {
          letters.add(new Letters.Letter(in.getLong(), sized(in)));
        }
        yield new Message.Mail(letters);
      }
      case DONE -> new Message.Done();
      default -> throw new MalformedMessage("a message of kind " + kind + " is unknown");
    };
  }

  private static Message heads(ByteBuffer in) {
    PracticeId practice = new PracticeId(take(in, 16));
    Map<WriterId, Message.Heads.Held> logs =
        new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    for (int i = items(in, 28); i > 0; i--) {
      WriterId writer = new WriterId(take(in, 16));
      logs.put(writer, new Message.Heads.Held(count(in), sized(in).string()));
    }
    return new Message.Heads(practice, logs);
  }

  private static void put(DataOutputStream out, LogId log) throws IOException {
    put(out, log.practice().value());
    put(out, log.writer().value());
  }

  private static void put(DataOutputStream out, Bytes bytes) throws IOException {
    out.write(bytes.toArray());
  }

  private static void putSized(DataOutputStream out, Bytes bytes) throws IOException {
    out.writeInt(bytes.size());
    put(out, bytes);
  }

  private static LogId log(ByteBuffer in) {
    return new LogId(new PracticeId(take(in, 16)), new WriterId(take(in, 16)));
  }

  private static long count(ByteBuffer in) {
    long value = in.getLong();
    if (value < 0) {
      throw new MalformedMessage("a count is not negative");
    }
    return value;
  }

  /** A number of items that what is left can hold. */
  private static int items(ByteBuffer in, int least) {
    int items = in.getInt();
    if (items < 0 || items > in.remaining() / least) {
      throw new MalformedMessage("a message cannot hold " + items + " items");
    }
    return items;
  }

  private static Bytes sized(ByteBuffer in) {
    return take(in, in.getInt());
  }

  private static Bytes take(ByteBuffer in, int size) {
    if (size < 0 || size > in.remaining()) {
      throw new MalformedMessage("a message ends before its end");
    }
    Bytes taken = Bytes.of(in.slice(in.position(), size));
    in.position(in.position() + size);
    return taken;
  }
}
