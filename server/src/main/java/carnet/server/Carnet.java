package carnet.server;

import carnet.server.client.Program;
import carnet.server.continuity.VerifyCommand;
import carnet.server.demo.Demo;
import carnet.server.export.ExportCommand;
import carnet.server.intake.ImportCommand;
import carnet.server.story.Story;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Each subcommand is a class of its room, in one list here. */
@Command(
    name = "carnet",
    description = "The patient record that cannot be switched off.",
    mixinStandardHelpOptions = true,
    version = "carnet " + Settings.VERSION)
public final class Carnet {

  /** Add yours here when it works. */
  private static final Map<String, Supplier<Callable<Integer>>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("serve", Serve::new);
    COMMANDS.put("demo", Demo::new);
    COMMANDS.put("story", Story::new);
    COMMANDS.put("import", ImportCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
  }

  private Carnet() {}

  public static void main(String[] arguments) {
    Program.endWithParent();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine line = new CommandLine(new Carnet());
    commands(arguments).forEach((name, command) -> line.addSubcommand(name, command.get()));
    line.setExecutionExceptionHandler((failed, command, parsed) -> {
      if (failed instanceof Unusable unusable) {
        command.getErr().println("carnet: " + unusable.getMessage());
        return unusable.exitCode();
      }
      command.getErr().println("carnet: it failed at " + Problems.shape(failed));
      return 1;
    });
    return arguments.length == 0 ? usage(line) : line.execute(arguments);
  }

  /** The one that is named: the options of the others would only be read, at every start. */
  private static Map<String, Supplier<Callable<Integer>>> commands(String... arguments) {
    Supplier<Callable<Integer>> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    return named == null ? COMMANDS : Map.of(arguments[0], named);
  }

  private static int usage(CommandLine line) {
    line.usage(line.getOut());
    return 2;
  }
}
