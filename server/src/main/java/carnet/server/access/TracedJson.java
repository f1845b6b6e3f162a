package carnet.server.access;

import carnet.vault.Traced;
import java.util.Collection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.NameTransformer;

/** How a {@link Traced} value stands in an answer: its own members, and the id of its trace. */
@Configuration(proxyBeanMethods = false)
class TracedJson {

  @Bean
  JacksonModule tracedModule() {
    return new SimpleModule("traced").addSerializer(Traced.class, new Writer());
  }

  @SuppressWarnings("rawtypes") // Jackson looks serializers up by raw class.
  static final class Writer extends ValueSerializer<Traced> {

    @Override
    public void serialize(Traced traced, JsonGenerator out, SerializationContext context) {
      Object value = traced.value();
      ValueSerializer<Object> of = context.findValueSerializer(value.getClass());
      if (value instanceof Collection<?>) {
        of.serialize(value, out, context);
        return;
      }
      out.writeStartObject();
      out.writeStringProperty("trace", traced.trace().entry().hex());
      of.unwrappingSerializer(NameTransformer.NOP).serialize(value, out, context);
      out.writeEndObject();
    }
  }
}
