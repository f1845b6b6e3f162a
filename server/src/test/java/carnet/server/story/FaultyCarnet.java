package carnet.server.story;

import static net.bytebuddy.matcher.ElementMatchers.named;

import carnet.server.Carnet;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.pool.TypePool;

/**
 * Carnet with one of its promises broken, named by the system property {@code carnet.fault}: what
 * the story must find. A method of the product is changed before its class is loaded; the product
 * itself has no switch.
 *
 * <p>A fault is one or more {@link Planted}: a method, and the advice (of {@link Faults}) that goes
 * around it.
 */
public final class FaultyCarnet {

  /** Where a fault lies. */
  record Planted(String type, String method, Class<?> advice) {}

  static final Map<String, List<Planted>> FAULTS =
      Map.of(
          "password-alone",
          List.of(
              new Planted("carnet.vault.Unlock", "enrolled", Faults.Yes.class),
              new Planted("carnet.vault.crypto.Totp", "step", Faults.AnyCode.class)),
          "trace-skipped",
          List.of(new Planted("carnet.vault.Traces", "write", Faults.NoTraceOfCharts.class)),
          "freeze-practice-wide",
          List.of(new Planted("carnet.vault.Measures", "freeze", Faults.FreezeEverybody.class)),
          "names-missing",
          List.of(new Planted("carnet.vault.Traces", "by", Faults.NoNames.class)),
          "door-left-open",
          List.of(
              new Planted("carnet.vault.Unlock", "shut", Faults.Nothing.class),
              new Planted("carnet.vault.Session", "requireLive", Faults.NotDone.class),
              new Planted("carnet.vault.Session", "live", Faults.Yes.class)),
          "office-without-doors",
          List.of(new Planted("carnet.vault.Custody", "addReceived", Faults.NoPepper.class)));

  private FaultyCarnet() {}

  /** The name, if there is such a fault. */
  static String known(String fault) {
    if (!FAULTS.containsKey(fault)) {
      throw new IllegalArgumentException("no fault is named " + fault);
    }
    return fault;
  }

  public static void main(String[] args) throws Exception {
    Map<String, List<Planted>> byType =
        FAULTS.getOrDefault(System.getProperty("carnet.fault", ""), List.of()).stream()
            .collect(Collectors.groupingBy(Planted::type));
    for (Map.Entry<String, List<Planted>> each : byType.entrySet()) {
      plant(each.getKey(), each.getValue());
    }
    Carnet.main(args);
  }

  /** Defines the changed class in its own place, before anybody asks for it. */
  private static void plant(String name, List<Planted> faults)
      throws IOException, ReflectiveOperationException {
    TypeDescription type = TypePool.Default.ofSystemLoader().describe(name).resolve();
    DynamicType.Builder<?> builder =
        new ByteBuddy().redefine(type, ClassFileLocator.ForClassLoader.ofSystemLoader());
    for (Planted each : faults) {
      if (type.getDeclaredMethods().filter(named(each.method())).isEmpty()) {
        throw new IllegalStateException(name + " has no method " + each.method());
      }
      builder = builder.visit(Advice.to(each.advice()).on(named(each.method())));
    }
    Class<?> neighbour = Class.forName(name.substring(0, name.lastIndexOf('.')) + ".package-info");
    try (var changed = builder.make()) {
      var _ =
          changed.load(
              FaultyCarnet.class.getClassLoader(),
              ClassLoadingStrategy.UsingLookup.of(
                  MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())));
    }
  }
}
