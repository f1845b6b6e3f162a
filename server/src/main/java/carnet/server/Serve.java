package carnet.server;

import carnet.server.continuity.Newcomer;
import carnet.server.continuity.Wanted;
import carnet.server.practice.House;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves the practice of a data directory, or an empty one to be founded. */
@Command(
    name = "serve",
    description = "Serves the practice of a data directory.",
    mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {

  @Mixin Options options = new Options();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    House house = House.open(options.directory(false), options.settings(false));
    Wanted wanted = options.wanted();
    Server.Running server =
        Server.start(house, beans -> beans.registerBean(Wanted.class, () -> wanted));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Carnet: " + server.address());
    out.flush();
    if (wanted.pair() != null && !house.founded()) {
      server.context().getBean(Newcomer.class).join(wanted, out);
    }
    server.stopped().await();
    return 0;
  }
}
