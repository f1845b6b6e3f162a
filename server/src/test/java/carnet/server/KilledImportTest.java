package carnet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.vault.crypto.Totp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One import, its server killed ten times at random moments of it and begun again each time. What a
 * line of progress called durable is there; nothing is there twice.
 */
@Tag("long")
class KilledImportTest {

  private static final int KILLS = 10;
  private static final int PATIENTS = 40;
  private static final int LINES = 3_000;
  private static final String PRF = "B".repeat(43);
  private static final Pattern READ = Pattern.compile("\"read\":(\\d+)");
  private static final Pattern DONE = Pattern.compile("\"kept\":(\\d+),\"same\":(\\d+)");

  @TempDir Path directory;
  private final DrivenClock clock = new DrivenClock();

  @Test
  void killedTenTimesAtRandomMomentsOfAnImportNothingAcknowledgedIsLostAndNothingIsTwice()
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int port = freePort();
    Browser moreau = new Browser("http://localhost:" + port, clock);
    SoftKey key = new SoftKey("http://localhost:" + port);
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Command server = serve(port)) {
        if (kill == 0) {
          found(moreau, key);
        }
        signIn(moreau, key);
        // At the very beginning too, where nothing is acknowledged; mostly later.
        boolean later = kill % 3 > 0;
        Duration moment = Duration.ofMillis(random.nextInt(700));
        acknowledged =
            Math.max(acknowledged, killedDuringImport(server, moreau, port, later, moment));
      }
    }
    assertThat(acknowledged).as("seed %d", seed).isPositive();
    try (Command server = serve(port)) {
      signIn(moreau, key);
      Map<String, Long> there = counted(export(moreau));
      for (int line = 0; line < acknowledged; line++) {
        assertThat(there).as("seed %d", seed).containsKey(mark(line));
      }
      assertThat(there.values()).as("seed %d", seed).containsOnly(1L);
      Matcher done = DONE.matcher(wholeImport(moreau));
      assertThat(done.find()).isTrue();
      assertThat(done.group(2)).as("seed %d", seed).isEqualTo(Integer.toString(there.size()));
      assertThat(done.group(1)).isEqualTo(Integer.toString(LINES - there.size()));
      server.kill();
    }
    try (Command verify =
        Command.start(
            directory.resolve("verify"),
            "verify",
            "--data",
            directory.resolve("data").toString())) {
      assertThat(verify.ended()).as(verify.said()).isZero();
    }
  }

  private Command serve(int port) throws IOException {
    Files.deleteIfExists(directory.resolve("server/said"));
    Command server =
        Command.start(
            directory.resolve("server"),
            "serve",
            "--port",
            Integer.toString(port),
            "--data",
            directory.resolve("data").toString(),
            "--keys",
            directory.resolve("keys").toString());
    server.awaits("Carnet: (http://localhost:\\d+)");
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** By the codes of this step and of the next: the two that need no waiting. */
  private void found(Browser moreau, SoftKey key) {
    showTime(Totp.STEP.negated());
    moreau.found();
    JsonNode options = moreau.post("/api/passkeys/options", Map.of()).ok().path("options");
    showTime(Duration.ZERO);
    moreau
        .post(
            "/api/passkeys",
            Map.of(
                "credential",
                key.create(options),
                "prf",
                PRF,
                "label",
                "Clé",
                "code",
                moreau.code()))
        .ok();
  }

  private void showTime(Duration off) {
    clock.pass(Duration.between(clock.instant(), Instant.now()).plus(off));
  }

  private static void signIn(Browser moreau, SoftKey key) {
    moreau.token = null;
    JsonNode session =
        moreau
            .post("/api/sign-in/passkey", Map.of("credential", answer(moreau, key), "prf", PRF))
            .ok();
    moreau.token = session.path("token").asString();
  }

  private static Map<String, Object> answer(Browser moreau, SoftKey key) {
    return key.get(
        moreau
            .post("/api/sign-in/passkey/options", Map.of("login", "moreau"))
            .ok()
            .path("options"));
  }

  /** How many of its lines the server had called durable when it was killed. */
  private static long killedDuringImport(
      Command server, Browser moreau, int port, boolean later, Duration moment) throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    CountDownLatch first = new CountDownLatch(later ? 1 : 0);
    String head =
        """
        POST /api/import?source=vendeur HTTP/1.1
        Host: localhost:%d
        DPoP: %s
        Authorization: DPoP %s
        Content-Type: application/fhir+ndjson
        Transfer-Encoding: chunked

        """
            .formatted(
                port,
                moreau.proof("POST", "http://localhost:" + port + "/api/import"),
                moreau.token)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread sending = Thread.ofVirtual().start(() -> send(socket, head));
      Thread reading = Thread.ofVirtual().start(() -> read(socket, acknowledged, first));
      assertThat(first.await(60, TimeUnit.SECONDS)).as("a line of progress").isTrue();
      Thread.sleep(moment);
      server.kill();
      reading.join();
      sending.join();
    }
    return acknowledged.get();
  }

  private static void send(Socket socket, String head) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(UTF_8));
      for (int line = 0; line < LINES; line++) {
        byte[] bytes = line(line).getBytes(UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(UTF_8));
      }
      out.write("0\r\n\r\n".getBytes(UTF_8));
      out.flush();
    } catch (IOException killed) {
      return;
    }
  }

  private static void read(Socket socket, AtomicLong acknowledged, CountDownLatch first) {
    try {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher read = READ.matcher(line);
        if (read.find()) {
          acknowledged.set(Long.parseLong(read.group(1)));
          first.countDown();
        }
      }
    } catch (IOException killed) {
      return;
    }
  }

  /** The first lines are the patients; the others are measures of theirs. */
  private static String line(int number) {
    return number < PATIENTS
        ? """
        {"resourceType":"Patient","id":"%1$d","name":[{"family":"%2$s"}],"birthDate":"1980-01-02"}
        """
            .formatted(number, mark(number))
        : """
        {"resourceType":"Observation","id":"%1$d","status":"final","code":{"text":"%2$s"},"subject":{"reference":"Patient/%3$d"}}
        """
            .formatted(number, mark(number), number % PATIENTS);
  }

  private static String mark(int number) {
    return String.format(Locale.ROOT, "mark-%06d", number);
  }

  private static String wholeImport(Browser moreau) {
    StringBuilder all = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      all.append(line(line));
    }
    return text(
        moreau.raw(
            "POST",
            "/api/import?source=vendeur",
            "application/fhir+ndjson",
            all.toString().getBytes(UTF_8)));
  }

  /** With the two codes that need no waiting; their steps have come, so many starts later. */
  private String export(Browser moreau) {
    showTime(Totp.STEP.negated());
    moreau.post("/api/exports", Map.of("code", moreau.code(), "reason", "contrôle")).ok();
    showTime(Duration.ZERO);
    Browser.Answer out = moreau.post("/api/export", Map.of("code", moreau.code()));
    assertThat(out.status()).as(text(out)).isEqualTo(200);
    return text(out);
  }

  private static Map<String, Long> counted(String export) {
    Map<String, Long> found = new TreeMap<>();
    Matcher marks = Pattern.compile("mark-\\d{6}").matcher(export);
    while (marks.find()) {
      found.merge(marks.group(), 1L, Long::sum);
    }
    return found;
  }

  private static String text(Browser.Answer answer) {
    return new String(answer.http().body(), UTF_8);
  }
}
