package carnet.server.demo;

import carnet.server.Options;
import carnet.server.Server;
import carnet.server.Settings;
import carnet.server.practice.House;
import carnet.vault.crypto.Passphrase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves an invented practice, made at the first start, and says how to sign in. For this machine only. */
@Command(
    name = "demo",
    description = "Serves an invented practice to look at and to try with.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

  @Mixin Options options = new Options();

  @Option(names = "--patients", description = "How many patients (default: ${DEFAULT-VALUE}).", defaultValue = "100")
  int patients;

  @Option(names = "--json", description = "Writes address and accounts, with a device key each, to this file.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Settings asked = options.settings(true);
    // Its passphrases are printed: stretching them long would protect nothing.
    House house =
        House.open(
            options.directory(true), asked.onLoopback().with(Passphrase.FLOOR, asked.clock()));
    PrintWriter out = spec.commandLine().getOut();
    Accounts accounts;
    if (house.founded()) {
      accounts = Accounts.read(house);
    } else {
      out.println("Carnet: making an invented practice of " + patients + " patients …");
      out.flush();
      accounts = Making.make(house, patients);
    }
    Server.Running server =
        Server.start(house, context -> context.registerBean(Accounts.class, () -> accounts));
    tell(out, server, accounts, house);
    server.stopped().await();
    return 0;
  }

  private void tell(PrintWriter out, Server.Running server, Accounts accounts, House house) {
    List<Map<String, Object>> members = new ArrayList<>();
    out.println("Carnet: " + server.address() + " (démonstration : aucune personne réelle)");
    out.println("Ouvrez un lien pour inscrire ce navigateur, puis connectez-vous :");
    for (Account each : accounts.all()) {
      String link = server.address() + "/#/demo/" + accounts.link(each);
      String code = each.code(house.clock().now());
      out.printf("  %-12s %-24s « %s »  code %s%n    %s%n", each.login(), each.name(), each.passphrase(), code, link);
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("login", each.login());
      member.put("name", each.name());
      member.put("role", each.role());
      member.put("profession", each.profession());
      member.put("passphrase", each.passphrase());
      member.put("totpSeed", each.seed());
      member.put("code", code);
      member.put("device", each.device());
      member.put("link", link);
      members.add(member);
    }
    out.flush();
    if (json != null) {
      Accounts.write(json.toAbsolutePath(), Map.of("url", server.address(), "members", members));
    }
  }
}
