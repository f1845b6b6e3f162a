package carnet.server.unlock;

import carnet.server.practice.Caretaker;
import carnet.server.practice.House;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room shares within itself. */
@Configuration(proxyBeanMethods = false)
class UnlockBeans {

  @Bean
  Tries tries(House house, Caretaker caretaker) {
    Tries tries = new Tries(house.settings().clock());
    caretaker.every("tries", Duration.ofMinutes(10), tries::forget);
    return tries;
  }
}
