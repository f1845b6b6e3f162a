package carnet.record;

/**
 * These bytes are no FHIR resource: says which rule, at which field and where, and never quotes a
 * value.
 */
public final class MalformedResource extends Exception {

  /** What is wrong. A caller puts the sentence in the reader's language by it. */
  public enum Problem {
    NOT_UTF8("is not UTF-8 text"),
    NOT_JSON("is not well-formed JSON"),
    NOT_AN_OBJECT("is not one JSON object"),
    TWICE("has the same member twice"),
    TOO_DEEP("is nested too deep"),
    TOO_LARGE("is larger than a resource may be (1 MiB with its signatures)"),
    NO_TYPE("has no resourceType"),
    UNKNOWN_TYPE("has a resourceType that FHIR R4 does not know"),
    NO_ID("has no id"),
    BAD_ID("has an id that FHIR does not allow"),
    OTHER_TYPE("is of another type than it is filed under"),
    FIXED("may not be changed by a patch");

    private final String sentence;

    Problem(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  private final Problem problem;
  private final String field;
  private final long line;
  private final long column;

  /**
   * @param field the member's name, or empty where the whole is meant
   * @param line from 1, or 0 where it is not known
   */
  public MalformedResource(Problem problem, String field, long line, long column) {
    super(message(problem, field, line, column));
    this.problem = problem;
    this.field = field;
    this.line = line;
    this.column = column;
  }

  private static String message(Problem problem, String field, long line, long column) {
    String where = line > 0 ? " (line " + line + ", column " + column + ")" : "";
    String what = field.isEmpty() ? "The resource" : "\"" + field + "\"";
    return what + " " + problem.sentence + where;
  }

  public Problem problem() {
    return problem;
  }

  /** The JSON pointer or member name; empty for the whole. */
  public String field() {
    return field;
  }

  public long line() {
    return line;
  }

  public long column() {
    return column;
  }
}
