package carnet.server;

import carnet.server.unlock.Ended;
import carnet.vault.ContentNotHere;
import carnet.vault.NotAllowed;
import carnet.vault.Opening;
import carnet.vault.SessionEnded;
import carnet.vault.Traced;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every error as a problem document (RFC 9457), in the language asked for. What nobody foresaw is
 * told by a number alone: its message could hold a name, so it is neither sent nor logged.
 */
@RestControllerAdvice
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final JsonMapper json;

  Problems(JsonMapper json) {
    this.json = json;
  }

  /** What was opened, or the refusal of the sentinel in words. */
  public static <T> Traced<T> granted(Opening<T> opening) {
    return switch (opening) {
      case Opening.Granted<T>(Traced<T> shown) -> shown;
      case Opening.StepUp<T>(List<Map<String, Object>> reasons) ->
          throw Problem.of(
                  "step-up",
                  HttpStatus.FORBIDDEN,
                  "Cet accès sort de l’habitude : confirmez que c’est bien vous.",
                  "This access is unusual: confirm that it is you.")
              .reasons(Reasons.inWords(reasons))
              .wayOut("Donnez un code ou une clé d’accès.", "Give a code or a passkey.");
      case Opening.Refused<T>(List<Map<String, Object>> reasons) ->
          throw Problem.of(
                  "frozen",
                  HttpStatus.FORBIDDEN,
                  "Ce compte est gelé : il n’ouvre plus de dossier.",
                  "This account is frozen: it opens no record.")
              .reasons(Reasons.inWords(reasons))
              .wayOut(
                  "Un second membre peut lever la mesure, dans Sécurité.",
                  "A second member can lift the measure, under Security.");
    };
  }

  /**
   * What stopped an answer that has begun, as the body that it would have had: for the last line of
   * a stream.
   */
  public static Map<String, Object> body(RuntimeException stopped, HttpServletRequest request) {
    Problem problem =
        switch (stopped) {
          case Problem known -> known;
          case SessionEnded ended -> problem(ended);
          case ContentNotHere _ -> notHere();
          case NotAllowed rule -> Rules.problem(rule);
          default -> unforeseen(stopped);
        };
    return problem.body(language(request));
  }

  private static Problem problem(SessionEnded ended) {
    return switch (ended.why()) {
      case LOCKED -> Ended.lockedProblem();
      case FROZEN -> Ended.FROZEN.problem();
      case DEPARTED -> Ended.DEPARTED.problem();
      case REPLACED -> Ended.REPLACED.problem();
    };
  }

  private static Problem notHere() {
    return Problem.of(
        "content-not-here",
        HttpStatus.SERVICE_UNAVAILABLE,
        "Ce document n’est pas encore arrivé en entier sur ce serveur.",
        "This paper has not arrived whole on this server yet.");
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(Problem problem, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem.retryAfter() >= 0) {
      headers.set("Retry-After", Long.toString(problem.retryAfter()));
    }
    return new ResponseEntity<>(problem.body(language(request)), headers, problem.status());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(ContentNotHere missing, HttpServletRequest request) {
    return told(notHere(), request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(SessionEnded ended, HttpServletRequest request) {
    return told(problem(ended), request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(NotAllowed rule, HttpServletRequest request) {
    return told(Rules.problem(rule), request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(
      HttpMessageNotReadableException unreadable, HttpServletRequest request) {
    String pointer = "";
    if (unreadable.getCause() instanceof JacksonException at) {
      StringBuilder path = new StringBuilder();
      for (JacksonException.Reference each : at.getPath()) {
        String name = each.getPropertyName();
        path.append('/').append(name != null ? name : String.valueOf(each.getIndex()));
      }
      pointer = path.toString();
    }
    return told(
        Problem.invalid(
            pointer,
            "Cette demande n’est pas du JSON attendu.",
            "This request is not the JSON expected."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(
      MissingServletRequestParameterException missing, HttpServletRequest request) {
    return told(
        Problem.invalid(
            "?" + missing.getParameterName(),
            "Ce paramètre est nécessaire.",
            "This parameter is needed."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(
      MethodArgumentTypeMismatchException wrong, HttpServletRequest request) {
    return told(
        Problem.invalid(
            "?" + wrong.getName(), "Ce paramètre est mal formé.", "This parameter is malformed."),
        request);
  }

  /** The page went away in the middle of its answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {}

  @ExceptionHandler
  @Nullable ResponseEntity<Map<String, Object>> told(
      HttpMessageNotWritableException broken, HttpServletRequest request) {
    return NestedExceptionUtils.getMostSpecificCause(broken) instanceof IOException
        ? null // The page went away, as above.
        : told(unforeseen(broken), request);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> told(Exception unforeseen, HttpServletRequest request) {
    if (callerLeft(unforeseen)) {
      return ResponseEntity.badRequest().build();
    }
    if (unforeseen instanceof ErrorResponse known) {
      return told(ofStatus(known.getStatusCode().value()), request);
    }
    return told(unforeseen(unforeseen), request);
  }

  /** In the middle of what it sent: nobody is there to be told. */
  private static boolean callerLeft(@Nullable Throwable unforeseen) {
    return unforeseen != null
        && (unforeseen instanceof ClientAbortException || callerLeft(unforeseen.getCause()));
  }

  /** What the framework refuses, by its status. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> Problem.notFound();
      case 405 ->
          Problem.of(
              "method",
              HttpStatus.METHOD_NOT_ALLOWED,
              "Cette adresse ne répond pas à ce verbe.",
              "This address does not answer to that method.");
      case 406, 415 ->
          Problem.of(
              "media-type",
              HttpStatus.valueOf(status),
              "Ce format n’est pas compris ici.",
              "This format is not understood here.");
      case 413 ->
          Problem.of(
              "too-large",
              HttpStatus.CONTENT_TOO_LARGE,
              "Cette demande est trop grande.",
              "This request is too large.");
      case 400, 422 ->
          Problem.of(
              "invalid",
              HttpStatus.UNPROCESSABLE_CONTENT,
              "Cette demande est mal formée.",
              "This request is malformed.");
      default ->
          Problem.of(
              "refused",
              HttpStatus.valueOf(status),
              "Cette demande a été refusée.",
              "This request was refused.");
    };
  }

  private static Problem unforeseen(Throwable cause) {
    String id = UUID.randomUUID().toString();
    LOG.error("unforeseen {} {}", id, shape(cause));
    return Problem.of(
            "unforeseen",
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Le serveur n’a pas su répondre ; rien n’a été modifié par cette demande.",
            "The server could not answer.")
        .with("incident", id);
  }

  /** Classes and lines of code, without any message. */
  static String shape(@Nullable Throwable cause) {
    StringBuilder shape = new StringBuilder();
    for (Throwable each = cause; each != null; each = each.getCause()) {
      shape.append(each.getClass().getName());
      StackTraceElement[] frames = each.getStackTrace();
      for (int i = 0, shown = 0; i < frames.length && shown < 6; i++) {
        if (i < 2 || frames[i].getClassName().startsWith("carnet.")) {
          shape
              .append(" < ")
              .append(frames[i].getClassName())
              .append(':')
              .append(frames[i].getLineNumber());
          shown++;
        }
      }
      shape.append(each.getCause() == null ? "" : " because ");
    }
    return shape.toString();
  }

  /** For filters, which answer before any controller. */
  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(problem.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding("UTF-8");
    if (problem.retryAfter() >= 0) {
      response.setHeader("Retry-After", Long.toString(problem.retryAfter()));
    }
    response.getOutputStream().write(json.writeValueAsBytes(problem.body(language(request))));
  }

  private static Locale language(HttpServletRequest request) {
    String asked = request.getHeader("Accept-Language");
    return asked != null && asked.toLowerCase(Locale.ROOT).startsWith("en")
        ? Locale.ENGLISH
        : Locale.FRENCH;
  }
}
