package carnet.sentinel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a stream of events and writes what the sentinel would have decided. The stream goes on
 * whatever is decided; an account frozen stays frozen, and nothing more of it is counted.
 */
public final class Replay {
  /** What was read, and what of it is not in the public form and was passed over. */
  public record Counts(long events, long unknownKinds, long unknownFields, long decisions) {}

  /** A line that is not an event; nothing after it was read. */
  public static final class BadLine extends Exception {
    private final long line;

    BadLine(long line, Event.Malformed cause) {
      super("line " + line + ": " + cause.getMessage(), cause);
      this.line = line;
    }

    /** From 1. */
    public long line() {
      return line;
    }
  }

  private final Sentinel sentinel;

  public Replay(Sentinel sentinel) {
    this.sentinel = sentinel;
  }

  /** Empty lines are passed over. Decisions go out as they fall, one line each. */
  public Counts run(Reader events, Appendable decisions) throws IOException, BadLine {
    BufferedReader lines = new BufferedReader(events);
    long number = 0;
    long read = 0;
    long unknownKinds = 0;
    long unknownFields = 0;
    long decided = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      EventLine.Read one = parse(line, number);
      read++;
      unknownKinds += one.kindKnown() ? 0 : 1;
      unknownFields += one.unknownFields();
      Optional<String> decision = decide(one.event());
      if (decision.isPresent()) {
        decisions.append(decision.get()).append('\n');
        decided++;
      }
    }
    return new Counts(read, unknownKinds, unknownFields, decided);
  }

  private static EventLine.Read parse(String line, long number) throws BadLine {
    try {
      return EventLine.read(line);
    } catch (Event.Malformed e) {
      throw new BadLine(number, e);
    }
  }

  private Optional<String> decide(Event event) {
    double score = sentinel.judge(event).score();
    return sentinel.fold(event).map(measure -> line(event, measure, score));
  }

  private static String line(Event event, Measure measure, double score) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", EventLine.MILLIS.format(event.time()));
    fields.put("practice", measure.practice());
    fields.put("account", measure.account());
    fields.put("action", measure.action().wire());
    String patient = event.patient();
    if (patient != null) {
      fields.put("patient", patient);
    }
    fields.put(
        "reason", String.join(" ", measure.reasons().stream().map(Reason::english).toList()));
    fields.put("score", score);
    String device = measure.device();
    if (device != null) {
      fields.put("detail", Map.of("device", device));
    }
    return EventLine.line(fields);
  }
}
