package carnet.server;

import carnet.server.client.Program;
import carnet.server.continuity.VerifyCommand;
import carnet.server.demo.Demo;
import carnet.server.export.ExportCommand;
import carnet.server.intake.ImportCommand;
import carnet.server.story.Story;
import java.util.List;
import java.util.concurrent.Callable;
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
  static List<Callable<Integer>> commands() {
    return List.of(
        new Serve(),
        new Demo(),
        new Story(),
        new ImportCommand(),
        new ExportCommand(),
        new VerifyCommand());
  }

  private Carnet() {}

  public static void main(String[] arguments) {
    Program.endWithParent();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine line = new CommandLine(new Carnet());
    commands().forEach(line::addSubcommand);
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

  private static int usage(CommandLine line) {
    line.usage(line.getOut());
    return 2;
  }
}
