package carnet.vault;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The answer to an access: keys against a durable trace, or why not. */
public sealed interface Opening<T> {

  /** What was granted, in another shape; a refusal stays one. */
  default <R> Opening<R> map(Function<T, R> shape) {
    return switch (this) {
      case Granted<T>(Traced<T> shown) -> new Granted<>(shown.map(shape));
      case StepUp<T>(List<Map<String, Object>> reasons) -> new StepUp<>(reasons);
      case Refused<T>(List<Map<String, Object>> reasons) -> new Refused<>(reasons);
    };
  }

  record Granted<T>(Traced<T> shown) implements Opening<T> {}

  /** A fresh factor is asked; then the same may be asked again. */
  record StepUp<T>(List<Map<String, Object>> reasons) implements Opening<T> {}

  record Refused<T>(List<Map<String, Object>> reasons) implements Opening<T> {}
}
