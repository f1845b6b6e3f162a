package carnet.journal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import java.util.Set;

/** Things to test with, the same at each run for the same seed. */
public final class Some {
  private final Random random;

  public Some(long seed) {
    this.random = new Random(seed);
  }

  public Bytes bytes(int size) {
    byte[] value = new byte[size];
    random.nextBytes(value);
    return Bytes.adopt(value);
  }

  public SigningKey key() {
    return SigningKey.fromSeed(bytes(32).toArray());
  }

  public WriterKey writer() {
    return WriterKey.of(key());
  }

  public PracticeId practice() {
    return new PracticeId(bytes(16));
  }

  public LogId log() {
    return new LogId(practice(), new WriterId(bytes(16)));
  }

  public LogId log(PracticeId practice) {
    return new LogId(practice, new WriterId(bytes(16)));
  }

  public Tag tag() {
    return new Tag(bytes(16));
  }

  public Draft draft(PracticeId practice, Tag... tags) {
    return new Draft(
        Kind.SEALED, practice, bytes(176), bytes(200 + random.nextInt(800)), Set.of(tags));
  }

  public EntryStore.Placed placed(LogId log, long sequence, Tag... tags) {
    Draft draft = draft(log.practice(), tags);
    return new EntryStore.Placed(Entry.place(draft, log, sequence), draft.tags());
  }

  public SecureRandom secure() {
    return new SecureRandom(ByteBuffer.allocate(8).putLong(random.nextLong()).array());
  }
}
