package carnet.server;

import carnet.server.continuity.Wanted;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that opens a data directory. */
public final class Options {

  @Option(
      names = "--port",
      description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  int port;

  @Option(
      names = "--bind",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1")
  String bind = "127.0.0.1";

  @Option(
      names = "--address",
      description =
          "Origin under which browsers reach it, such as https://cabinet.example; repeatable.")
  List<URI> addresses = new ArrayList<>();

  @Option(names = "--data", description = "Data directory (default: the user's).")
  @Nullable Path data;

  @Option(
      names = "--keys",
      description =
          "Keys directory, never inside the data directory (default: the user's state directory).")
  @Nullable Path keys;

  @Option(
      names = "--replica-name",
      description =
          "What this server is called among the practice's (default: the machine's name).")
  @Nullable String replicaName;

  @Option(
      names = "--peer",
      description = "Address of a replica of the practice, where the pairing code names none.")
  @Nullable URI peer;

  @Option(
      names = "--pair",
      description =
          "Pairing code that a steward reads out: takes this empty server into her practice.")
  @Nullable String pair;

  @Option(names = "--copy", description = "Folder in which a copy is kept, a second behind.")
  @Nullable Path copy;

  /** What the room of continuity is to do. */
  public Wanted wanted() {
    return new Wanted(copy, pair, peer == null ? "" : peer.toString());
  }

  public int port() {
    return port;
  }

  public DataDirectory directory(boolean demo) {
    Path at = data == null ? DataDirectory.defaultData(demo) : data;
    return DataDirectory.open(at, keys, demo);
  }

  /** Of another server beside this one, in a folder of that name; keys stay outside all data. */
  public DataDirectory beside(DataDirectory first, String name) {
    return DataDirectory.open(
        first.data().resolve(name), keys == null ? null : keys.resolve(name), first.demo());
  }

  public Settings settings(boolean demo) {
    Settings all = Settings.of(port, replicaName == null ? place(demo) : replicaName, demo);
    return new Settings(
        all.port(),
        bind,
        addresses.stream().map(URI::toString).toList(),
        addresses.isEmpty() ? "localhost" : String.valueOf(addresses.getFirst().getHost()),
        all.replicaName(),
        demo,
        all.idle(),
        all.cost(),
        all.clock());
  }

  private static String place(boolean demo) {
    return demo ? "Cabinet" : machine();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "serveur";
    }
  }
}
