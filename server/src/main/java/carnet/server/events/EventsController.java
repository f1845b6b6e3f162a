package carnet.server.events;

import carnet.journal.Entry;
import carnet.server.practice.House;
import carnet.server.unlock.SignedIn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A stream of words ({@code chart}, {@code day}, {@code session}) that make a browser ask again. It
 * names nobody: what is then shown is asked for, and traced.
 */
@RestController
class EventsController {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final List<SseEmitter> open = new CopyOnWriteArrayList<>();
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("events").factory());

  EventsController(House house) {
    house.whenFounded(founded -> founded.vault().onEntries(this::happened));
  }

  @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(SignedIn who) {
    who.session();
    SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    emitter.onCompletion(() -> open.remove(emitter));
    emitter.onTimeout(emitter::complete);
    emitter.onError(gone -> open.remove(emitter));
    open.add(emitter);
    return emitter;
  }

  /** Off the writer's thread: a slow browser holds nobody up. */
  private void happened(List<Entry> entries) {
    if (!open.isEmpty()) {
      Set<String> words =
          entries.stream().flatMap(each -> words(each).stream()).collect(Collectors.toSet());
      telling.execute(() -> tell(words));
    }
  }

  private void tell(Set<String> words) {
    for (SseEmitter each : new ArrayList<>(open)) {
      for (String word : words) {
        try {
          each.send(SseEmitter.event().name(word).data(""));
        } catch (IOException | IllegalStateException gone) {
          open.remove(each);
        }
      }
    }
  }

  /** A replica cannot tell an appointment from a note, nor should it: both lists ask again. */
  private static Set<String> words(Entry entry) {
    return switch (entry.kind()) {
      case SEALED -> Set.of("chart", "day");
      case KEYRING, DOOR -> Set.of("session");
      case AUTHORITY -> Set.of("replicas");
      case TRACE -> Set.of();
    };
  }
}
