package carnet.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a caller did or met that she can read and act upon: a stable code, a sentence in French and
 * English, and where it applies the field, the reasons, the way out. Becomes RFC 9457 in {@link
 * Problems}. Says nothing of a patient.
 */
public final class Problem extends RuntimeException {

  /** A reason in words, for the language of the answer. */
  public record Reason(String code, String french, String english) {}

  private final String code;
  private final HttpStatus status;
  private final String french;
  private final String english;
  private @Nullable String field;
  private final List<Reason> reasons = new ArrayList<>();
  private @Nullable String wayOutFrench;
  private @Nullable String wayOutEnglish;
  private long retryAfter = -1;
  private final Map<String, Object> more = new LinkedHashMap<>();

  private Problem(String code, HttpStatus status, String french, String english) {
    super(code, null, false, false);
    this.code = code;
    this.status = status;
    this.french = french;
    this.english = english;
  }

  public static Problem of(String code, HttpStatus status, String french, String english) {
    return new Problem(code, status, french, english);
  }

  /**
   * @param pointer a JSON pointer to what is wrong
   */
  public static Problem invalid(String pointer, String french, String english) {
    return of("invalid", HttpStatus.UNPROCESSABLE_CONTENT, french, english).field(pointer);
  }

  public static Problem notFound() {
    return of("not-found", HttpStatus.NOT_FOUND, "Rien à cette adresse.", "Nothing is here.");
  }

  public static Problem conflict(String french, String english) {
    return of("conflict", HttpStatus.CONFLICT, french, english);
  }

  public Problem field(String pointer) {
    this.field = pointer;
    return this;
  }

  public Problem reason(String reason, String inFrench, String inEnglish) {
    reasons.add(new Reason(reason, inFrench, inEnglish));
    return this;
  }

  public Problem reasons(List<Reason> all) {
    reasons.addAll(all);
    return this;
  }

  public Problem wayOut(String inFrench, String inEnglish) {
    this.wayOutFrench = inFrench;
    this.wayOutEnglish = inEnglish;
    return this;
  }

  public Problem retryAfter(long seconds) {
    this.retryAfter = seconds;
    return this;
  }

  /** A member of the answer that this code defines (docs/api.md). */
  public Problem with(String name, Object value) {
    more.put(name, value);
    return this;
  }

  public String code() {
    return code;
  }

  public HttpStatus status() {
    return status;
  }

  long retryAfter() {
    return retryAfter;
  }

  /** The body of the answer. */
  Map<String, Object> body(Locale locale) {
    boolean inEnglish = locale.getLanguage().equals("en");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:carnet:" + code);
    body.put("title", code);
    body.put("status", status.value());
    body.put("detail", inEnglish ? english : french);
    body.put("code", code);
    if (field != null) {
      body.put("field", field);
    }
    if (!reasons.isEmpty()) {
      body.put(
          "reasons",
          reasons.stream()
              .map(each ->
                  Map.of("code", each.code(), "text", inEnglish ? each.english() : each.french()))
              .toList());
    }
    String wayOut = inEnglish ? wayOutEnglish : wayOutFrench;
    if (wayOut != null) {
      body.put("wayOut", wayOut);
    }
    body.putAll(more);
    return body;
  }
}
