package carnet.server.demo;

import carnet.journal.Bytes;
import carnet.server.DataDirectory;
import carnet.server.Options;
import carnet.server.Server;
import carnet.server.Settings;
import carnet.server.Unusable;
import carnet.server.client.Meter;
import carnet.server.client.Terminal;
import carnet.server.continuity.CalledPeers;
import carnet.server.continuity.Newcomer;
import carnet.server.continuity.Wanted;
import carnet.server.practice.House;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves an invented practice, made at the first start. Its members' factors lie beside its keys
 * and are printed: they protect nobody. A real practice is never touched ({@link DataDirectory}).
 */
@Command(
    name = "demo",
    description = "Serves an invented practice, and says how to sign in.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Mixin Options options = new Options();

  @Option(
      names = "--patients",
      description = "How many patients to invent (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  int patients;

  @Option(
      names = "--replicas",
      description = "Two servers, each a process of its own, and a page that kills the first.")
  boolean replicas;

  @Option(
      names = "--json",
      description = "Also writes addresses, practice and every member's factors to this file.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    DataDirectory directory = options.directory(true);
    if (replicas) {
      return new TwoServers(options, directory, patients, out).run(json);
    }
    Settings settings = options.settings(true).onLoopback();
    Wanted wanted = options.wanted();
    Path secrets = secrets(directory);
    boolean joins = wanted.pair() != null || Files.exists(CalledPeers.in(directory.data()).file());
    if (!joins && Files.exists(directory.journal()) != Files.exists(secrets)) {
      throw half(directory);
    }
    if (!joins && !Files.exists(secrets)) {
      invent(directory, settings, out);
    }
    House house = House.open(directory, settings);
    ObjectNode all = Files.exists(secrets) ? read(secrets) : JSON.createObjectNode();
    Links links = new Links(house, all.path("members"));
    Server.Running server =
        Server.start(
            house,
            beans -> {
              beans.registerBean(Links.class, () -> links);
              beans.registerBean(Wanted.class, () -> wanted);
            });
    if (wanted.pair() != null && !house.founded()) {
      server.context().getBean(Newcomer.class).join(wanted, out);
      CountDownLatch founded = new CountDownLatch(1);
      house.whenFounded(_ -> founded.countDown());
      founded.await();
    } else {
      links.announce(server.address());
    }
    all.putArray("addresses").add(server.address());
    all.putObject("practice")
        .put("id", house.vault().practice().hex())
        .put("name", house.practiceName());
    if (json != null) {
      write(json, all);
    }
    tell(out, server.address(), all, links);
    server.stopped().await();
    return 0;
  }

  private static Unusable half(DataDirectory directory) {
    return new Unusable(
        Unusable.NO_KEYS,
        "There is half a demonstration here: it was stopped while it was made, or its data or keys"
            + " were deleted. Delete both "
            + directory.data()
            + " and "
            + directory.keys()
            + " to begin anew.");
  }

  private void invent(DataDirectory directory, Settings settings, PrintWriter out)
      throws IOException {
    out.println("Inventing a practice of " + patients + " patients ...");
    out.flush();
    Meter meter = new Meter(new Terminal(out), "Written");
    Furnishing.Furnished made = Furnishing.furnish(directory, settings, patients, meter::at);
    meter.end();
    Files.writeString(secrets(directory), JSON.writeValueAsString(toJson(made)));
  }

  /** Beside the keys: what every member knows and holds. */
  static Path secrets(DataDirectory directory) {
    return directory.keys().resolve("demo.json");
  }

  static ObjectNode read(Path file) throws IOException {
    return (ObjectNode) JSON.readTree(Files.readString(file));
  }

  static void write(Path file, ObjectNode all) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }

  private static void tell(PrintWriter out, String address, JsonNode all, Links links) {
    out.println();
    out.println(
        "An invented practice: nobody in it exists. "
            + all.path("practice").path("name").asString());
    out.println();
    for (JsonNode each : all.path("members")) {
      String code =
          each.path("left").asBoolean(false)
              ? "left; signs in no more"
              : "code now " + code(each.path("totp").asString());
      out.printf(
          "  %-12s %-10s passphrase \"%s\"  TOTP %s  (%s)%n",
          each.path("login").asString(),
          each.path("profession").asString(),
          each.path("passphrase").asString(),
          each.path("totp").asString(),
          code);
    }
    out.println();
    out.println(
        "Open this link to make your browser a device of the demonstration (it serves once):");
    out.println("  " + address + "/#/demo/" + links.fresh());
    out.println();
    out.println("Carnet: " + address);
    out.flush();
  }

  static String code(String seed) {
    return Links.code(seed, Instant.now());
  }

  static ObjectNode toJson(Furnishing.Furnished made) {
    ObjectNode all = JSON.createObjectNode();
    all.put("fictional", true);
    all.put("kit", Bytes.of(made.kit()).hex());
    all.set("demoDevice", JSON.readTree(made.demoDevice().toJSONString()));
    ArrayNode members = all.putArray("members");
    for (Furnishing.Factors each : made.members()) {
      ObjectNode one = members.addObject();
      one.put("id", each.id().hex());
      one.put("login", each.member().login());
      one.put("name", each.member().shown());
      one.put("role", each.member().role());
      one.put("profession", each.member().profession());
      one.put("passphrase", each.passphrase());
      one.put("totp", new Base32().encodeAsString(each.totp()).replace("=", ""));
      one.put("left", each.member().leftOn() != null);
      one.set("deviceKey", JSON.readTree(each.deviceKey().toJSONString()));
    }
    return all;
  }
}
