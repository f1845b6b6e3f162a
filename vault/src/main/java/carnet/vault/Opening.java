package carnet.vault;

import java.util.List;
import java.util.Map;

/** The answer to an access: keys against a durable trace, or why not. */
public sealed interface Opening<T> {

  record Granted<T>(Traced<T> shown) implements Opening<T> {}

  /** A fresh factor is asked; then the same may be asked again. */
  record StepUp<T>(List<Map<String, Object>> reasons) implements Opening<T> {}

  record Refused<T>(List<Map<String, Object>> reasons) implements Opening<T> {}
}
