package carnet.server.demo;

import carnet.journal.Bytes;
import carnet.server.DataDirectory;
import carnet.server.Options;
import carnet.server.Server;
import carnet.server.Settings;
import carnet.server.practice.House;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
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
    Settings settings = options.settings(true).onLoopback();
    Path secrets = directory.keys().resolve("demo.json");
    if (!Files.exists(secrets)) {
      out.println("Inventing a practice of " + patients + " patients ...");
      out.flush();
      Furnishing.Furnished made =
          Furnishing.furnish(
              directory,
              settings,
              patients,
              each -> {
                out.println("  written: " + each);
                out.flush();
              });
      Files.writeString(secrets, JSON.writeValueAsString(toJson(made)));
    }
    House house = House.open(directory, settings);
    ObjectNode all = (ObjectNode) JSON.readTree(Files.readString(secrets));
    Links links = new Links(house, all.path("members"));
    Server.Running server =
        Server.start(house, context -> context.registerBean(Links.class, () -> links));
    all.putArray("addresses").add(server.address());
    all.putObject("practice")
        .put("id", house.vault().practice().hex())
        .put("name", house.practiceName());
    if (json != null) {
      Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }
    tell(out, server.address(), all, links);
    server.stopped().await();
    return 0;
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

  private static String code(String seed) {
    return Totp.code(Secret.owning(new Base32().decode(seed)), Instant.now());
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
