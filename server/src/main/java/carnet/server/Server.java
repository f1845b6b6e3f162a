package carnet.server;

import carnet.server.practice.House;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The web server of one house. Spring starts here and nowhere else; rooms are found by their
 * annotations.
 */
@SpringBootApplication
public class Server {

  /** A server that listens. */
  public record Running(ConfigurableApplicationContext context, int port, CountDownLatch stopped) {
    public String address() {
      return "http://localhost:" + port;
    }
  }

  /** Starts it; the house is closed with it. */
  public static Running start(House house) {
    return start(house, _ -> {});
  }

  /** With beans that this command alone has. */
  public static Running start(House house, Consumer<GenericApplicationContext> more) {
    Map<String, Object> properties = properties();
    properties.put("server.port", house.settings().port());
    properties.put("server.address", house.settings().bind());
    SpringApplication spring = application(properties);
    CountDownLatch stopped = new CountDownLatch(1);
    spring.addInitializers(context -> {
      GenericApplicationContext all = (GenericApplicationContext) context;
      all.registerBean(House.class, () -> house);
      more.accept(all);
    });
    spring.addListeners((ApplicationListener<ContextClosedEvent>) closed -> stopped.countDown());
    ConfigurableApplicationContext context = run(spring, house.settings());
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    house.servedAt(port);
    return new Running(context, port, stopped);
  }

  /**
   * What the build runs: Spring reads annotations and conditions, writes what it found as code, and
   * ends before a bean is made. A server that is started with {@code spring.aot.enabled} reads
   * that.
   */
  static void main(String[] none) {
    application(properties()).run();
  }

  private static SpringApplication application(Map<String, Object> properties) {
    SpringApplication spring = new SpringApplication(Server.class);
    spring.setMainApplicationClass(Server.class);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setLogStartupInfo(false);
    spring.setDefaultProperties(properties);
    return spring;
  }

  private static ConfigurableApplicationContext run(SpringApplication spring, Settings settings) {
    try {
      return spring.run();
    } catch (RuntimeException failed) {
      for (Throwable each = failed; each != null; each = each.getCause()) {
        if (each instanceof BindException) {
          throw new Unusable(
              Unusable.PORT_TAKEN,
              "Something else listens at port "
                  + settings.port()
                  + " of this machine. Stop it, or choose another one: --port N.");
        }
      }
      throw failed;
    }
  }

  /** Conditions may ask for any of these, so they are the same at build; only the place is not. */
  private static Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("server.shutdown", "graceful");
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
    all.put("server.error.whitelabel.enabled", false);
    all.put("server.http2.enabled", true);
    all.put("server.tomcat.max-swallow-size", "1MB");
    all.put("server.tomcat.max-http-form-post-size", "0");
    all.put("server.compression.enabled", true);
    all.put(
        "server.compression.mime-types",
        "text/html,text/css,text/javascript,application/javascript,image/svg+xml");
    all.put("spring.threads.virtual.enabled", true);
    all.put("spring.servlet.multipart.enabled", false);
    all.put("spring.web.resources.add-mappings", false);
    all.put("spring.mvc.log-resolved-exception", false);
    all.put("spring.main.register-shutdown-hook", true);
    all.put("spring.jmx.enabled", false);
    all.put("logging.level.root", "WARN");
    // What stops a start is thrown, and told by the command.
    all.put("logging.level.org.springframework.boot.diagnostics", "OFF");
    all.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
    all.put("logging.pattern.console", "%d{HH:mm:ss} %-5level %logger{0} %msg%n%nopex");
    return all;
  }
}
