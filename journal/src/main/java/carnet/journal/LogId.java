package carnet.journal;

/** One log: one writer in one practice. */
public record LogId(PracticeId practice, WriterId writer) {
  private static final String PREFIX = "carnet/";

  /** The origin of its checkpoints and the name of its key in them. */
  public String origin() {
    return PREFIX + practice + "/" + writer;
  }

  /** Reads an {@link #origin}. */
  public static LogId ofOrigin(String origin) {
    if (origin.length() != PREFIX.length() + 65
        || !origin.startsWith(PREFIX)
        || origin.charAt(PREFIX.length() + 32) != '/') {
      throw new MalformedNote("the origin is not carnet/<practice>/<writer>");
    }
    String ids = origin.substring(PREFIX.length());
    LogId log =
        new LogId(PracticeId.fromHex(ids.substring(0, 32)), WriterId.fromHex(ids.substring(33)));
    if (!log.origin().equals(origin)) {
      throw new MalformedNote("the origin is not in lower case");
    }
    return log;
  }

  @Override
  public String toString() {
    return practice + "/" + writer;
  }
}
