package carnet.server.demo;

import carnet.server.DataDirectory;
import carnet.server.Options;
import carnet.server.client.Cast;
import carnet.server.client.Pairing;
import carnet.server.client.Program;
import carnet.server.continuity.CalledPeers;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demonstration with two full servers, the host and the office: processes of their own, watched
 * by this one, which serves nothing but the page that kills the host.
 *
 * <p>The host is the demonstration's own directory, so it is the same practice with one server or
 * with two. The office is paired at the first start; afterwards each goes on where it stood.
 */
final class TwoServers {
  private static final String HOST = "l’hébergeur";
  private static final String OFFICE = "le cabinet";

  private final Options options;
  private final DataDirectory first;
  private final int patients;
  private final PrintWriter out;
  private volatile @Nullable Program host;
  private volatile @Nullable Program office;

  TwoServers(Options options, DataDirectory first, int patients, PrintWriter out) {
    this.options = options;
    this.first = first;
    this.patients = patients;
    this.out = out;
  }

  int run(@Nullable Path json) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of both servers"));
    Program one = startHost(options.port());
    String hostAddress = one.address();
    say("The host serves at " + hostAddress.replace("http://", "") + "; the office follows.");
    String officeAddress = startOffice(hostAddress);
    int port = Integer.parseInt(hostAddress.substring(hostAddress.lastIndexOf(':') + 1));
    CutPage page =
        CutPage.serve(
            new HostProcess(port),
            Demo.read(Demo.secrets(first)).path("members"),
            hostAddress,
            officeAddress);
    if (json != null) {
      Demo.write(json, told(hostAddress, officeAddress, page.address()));
    }
    say("");
    say("The office: " + officeAddress);
    say("To kill the host: " + page.address());
    say("Carnet: " + hostAddress);
    new CountDownLatch(1).await(); // until it is ended, and both servers with it
    return 0;
  }

  private final class HostProcess implements CutPage.Host {
    private final int port;

    HostProcess(int port) {
      this.port = port;
    }

    @Override
    public boolean lives() {
      Program now = host;
      return now != null && now.alive();
    }

    @Override
    public long pid() {
      Program now = host;
      return now == null ? 0 : now.pid();
    }

    @Override
    public synchronized void kill() {
      Program now = host;
      if (now != null) {
        now.kill();
      }
    }

    @Override
    public synchronized void start() {
      if (!lives()) {
        var _ = startHost(port).address();
      }
    }
  }

  private Program startHost(int port) {
    List<String> line = line(first, port, HOST, "--patients", String.valueOf(patients));
    Path copy = options.wanted().copy();
    if (copy != null) {
      line.addAll(List.of("--copy", copy.toString()));
    }
    Program started = Program.start(this::relay, line);
    host = started;
    return started;
  }

  /** The host's last line is ours to say, when both are there. */
  private void relay(String line) {
    if (!line.startsWith("Carnet: http")) {
      say(line);
    }
  }

  private String startOffice(String hostAddress) throws IOException {
    DataDirectory place = options.beside(first, "office");
    Files.copy(Demo.secrets(first), Demo.secrets(place), StandardCopyOption.REPLACE_EXISTING);
    List<String> line = line(place, officePort(), OFFICE);
    CalledPeers peers = CalledPeers.in(place.data());
    Program started;
    if (Files.exists(peers.file())) {
      peers.all().forEach(each -> peers.add(new CalledPeers.Called(hostAddress, each.key())));
      started = Program.start(_ -> {}, line);
    } else {
      Cast cast = Cast.read(Demo.secrets(first), Clock.systemUTC());
      started =
          new Pairing(
                  hostAddress,
                  cast,
                  cast.with("c.moreau"),
                  cast.with("s.garnier"),
                  cast.with("m.colin"))
              .takeIn(hostAddress, _ -> {}, line);
      say("The office was paired by six digits, accepted by a second member, and has everything.");
    }
    office = started;
    return started.address();
  }

  private static List<String> line(DataDirectory place, int port, String name, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "demo",
                "--data",
                place.data().toString(),
                "--keys",
                place.keys().toString(),
                "--port",
                String.valueOf(port),
                "--replica-name",
                name));
    line.addAll(List.of(more));
    return line;
  }

  /** The one after the host's, or a free one. */
  private int officePort() {
    int next = options.port() == 0 ? 0 : options.port() + 1;
    try (ServerSocket _ = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
      return next;
    } catch (IOException taken) {
      return 0;
    }
  }

  private ObjectNode told(String hostAddress, String officeAddress, String page)
      throws IOException {
    ObjectNode all = Demo.read(Demo.secrets(first));
    all.putArray("addresses").add(hostAddress).add(officeAddress);
    all.putArray("replicas")
        .add(replica(all, HOST, hostAddress))
        .add(replica(all, OFFICE, officeAddress));
    all.put("killPage", page);
    Program.status(hostAddress).ifPresent(status -> all.set("practice", status.path("practice")));
    return all;
  }

  private static ObjectNode replica(ObjectNode all, String name, String address) {
    return all.objectNode().put("name", name).put("address", address);
  }

  private void end() {
    for (Program each : new Program[] {office, host}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private synchronized void say(String line) {
    out.println(line);
    out.flush();
  }
}
