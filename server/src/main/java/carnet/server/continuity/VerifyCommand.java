package carnet.server.continuity;

import carnet.journal.StoreInUse;
import carnet.server.DataDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code carnet verify}: needs no key; exit 0 where nothing is wrong, 1 where something is. */
@Command(
    name = "verify",
    description = "Check every entry, signature and checkpoint of a data directory or a copy.",
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  private static final int CANNOT = 4;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a data directory that no server has open")
  private @Nullable Path data;

  @Option(
      names = "--copy",
      paramLabel = "DIR",
      description = "a folder copy, also while it is written")
  private @Nullable Path copy;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Path folder = copy;
    Path directory = data == null ? DataDirectory.defaultData(false) : data;
    try {
      Verification found =
          folder == null
              ? Verification.ofData(directory.resolve("journal.db"))
              : Verification.ofCopy(folder);
      print(found.text());
      return found.findings().isEmpty() ? 0 : 1;
    } catch (StoreInUse taken) {
      print(
          "A server has "
              + directory
              + " open. Stop it first, or verify its copy with --copy DIR.");
      return CANNOT;
    } catch (IllegalArgumentException nothing) {
      print(String.valueOf(nothing.getMessage()));
      return CANNOT;
    }
  }

  private void print(String text) {
    if (spec != null) {
      spec.commandLine().getOut().println(text);
    }
  }
}
