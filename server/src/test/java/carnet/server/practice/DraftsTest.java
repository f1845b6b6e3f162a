package carnet.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.Served;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {

  @Test
  void whatNobodyConfirmedIsWipedAfterAQuarterOfAnHour(@TempDir Path directory) {
    try (Served served = new Served(directory)) {
      List<String> wiped = new ArrayList<>();
      Drafts<String> drafts = new Drafts<>(served.clock, served.bean(Caretaker.class), wiped::add);
      drafts.keep("a draft", "her device", "a kit");
      served.clock.pass(Duration.ofMinutes(14));
      drafts.forget();
      assertThat(wiped).isEmpty();

      served.clock.pass(Duration.ofMinutes(1));
      drafts.forget();

      assertThat(wiped).containsExactly("a kit");
      assertThat(drafts.of("a draft", "her device")).isEmpty();
    }
  }
}
