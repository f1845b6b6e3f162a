package carnet.server.story;

import carnet.journal.Receipt;
import carnet.vault.Access;
import carnet.vault.Measures;
import carnet.vault.Member;
import carnet.vault.MemberId;
import carnet.vault.Traces.Trace;
import carnet.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * What goes around a method of the product to break a promise. Advice is copied into that method:
 * what it names must be public.
 */
@SuppressWarnings("UnusedVariable") // An advice answers by writing to its parameter.
public final class Faults {

  private Faults() {}

  /** Whatever is asked, the answer is yes. */
  static final class Yes {
    private Yes() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) boolean answer) {
      answer = true;
    }
  }

  /** Any six digits are the code of now. */
  static final class AnyCode {
    private AnyCode() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(3) long lastUsed, @Advice.Return(readOnly = false) OptionalLong step) {
      step = OptionalLong.of(lastUsed + 1);
    }
  }

  private static final AtomicReference<@Nullable Receipt> LAST = new AtomicReference<>();

  /** The receipt of an older trace, when a chart is opened. */
  public static @Nullable Receipt instead(Access what) {
    return what.kind().equals("patient.open") ? LAST.get() : null;
  }

  /** What was written, to be shown again in place of another. */
  public static void written(Receipt receipt) {
    LAST.set(receipt);
  }

  /** A chart opens and nothing of it is written. */
  static final class NoTraceOfCharts {
    private NoTraceOfCharts() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Receipt enter(@Advice.Argument(3) Access what) {
      return Faults.instead(what);
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter @Nullable Receipt older, @Advice.Return(readOnly = false) Receipt receipt) {
      if (older == null) {
        Faults.written(receipt);
      } else {
        receipt = older;
      }
    }
  }

  private static final ThreadLocal<Boolean> FREEZING = ThreadLocal.withInitial(() -> false);

  /** Every other member that still works. */
  public static void freezeOthers(Vault vault, MemberId who, List<Map<String, Object>> reasons) {
    if (FREEZING.get()) {
      return;
    }
    FREEZING.set(true);
    try {
      for (Member each : vault.keyring().members()) {
        if (!each.id().equals(who) && each.mayWork()) {
          var _ = Measures.freeze(vault, each.id(), null, reasons, 1);
        }
      }
    } finally {
      FREEZING.remove();
    }
  }

  /** The whole practice is shut with the one account. */
  static final class FreezeEverybody {
    private FreezeEverybody() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Vault vault,
        @Advice.Argument(1) MemberId who,
        @Advice.Argument(3) List<Map<String, Object>> reasons) {
      Faults.freezeOthers(vault, who, reasons);
    }
  }

  private static final Set<String> NAMES = Set.of("patient.search", "names.shown");

  public static Stream<Trace> withoutNames(Stream<Trace> traces) {
    return traces.filter(each -> !NAMES.contains(each.kind()));
  }

  /** Names that were shown are not remembered. */
  static final class NoNames {
    private NoNames() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Stream<Trace> traces) {
      traces = Faults.withoutNames(traces);
    }
  }

  /** Whatever is looked for, it is not found. */
  static final class Nothing {
    private Nothing() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Optional<?> answer) {
      answer = Optional.empty();
    }
  }

  /** A check that is never made. */
  static final class NotDone {
    private NotDone() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
      return true;
    }
  }

  /** A letter's peppers are thrown away: no door can be opened. */
  static final class NoPepper {
    private NoPepper() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(1) String kind) {
      return kind.equals("pepper");
    }
  }
}
