package carnet.server;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * The app's static files; an address of the app that is no file is the app itself, which reads the
 * address.
 */
@Component
final class AppFiles implements WebMvcConfigurer {

  private static final String FILES = "classpath:/META-INF/resources/";
  private static final Resource PAGE = new ClassPathResource("META-INF/resources/index.html");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FILES + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(FILES)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true)
        .addResolver(
            new PathResourceResolver() {
              @Override
              protected @Nullable Resource getResource(String path, Resource location)
                  throws IOException {
                Resource found = path.isEmpty() ? null : super.getResource(path, location);
                if (found != null) {
                  return found;
                }
                boolean ofApp =
                    !path.startsWith("api/")
                        && !path.startsWith("fhir/")
                        && !path.substring(path.lastIndexOf('/') + 1).contains(".");
                return ofApp && PAGE.exists() ? PAGE : null;
              }
            });
  }
}
