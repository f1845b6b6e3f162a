package carnet.server.unlock;

import carnet.server.Fields;
import carnet.server.practice.House;
import carnet.vault.Devices;
import carnet.vault.Door;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A member's browsers over HTTP: asking for a new one, approving it, seeing them. */
@RestController
final class DeviceController {

  record Ask(@Nullable String login, @Nullable String label) {}

  record Compared(String id, String number) {}

  record State(String state) {}

  record Waiting(
      String id, String login, String label, String number, Instant askedAt, String network) {}

  record Approval(@Nullable String number, @Nullable String code) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listed(
      String id, String label, Instant enrolledAt, @Nullable Instant lastSeen, boolean thisOne) {}

  private final House house;
  private final Enrolments enrolments;
  private final Entrance entrance;
  private final LastSeen lastSeen;

  DeviceController(House house, Enrolments enrolments, Entrance entrance, LastSeen lastSeen) {
    this.house = house;
    this.enrolments = enrolments;
    this.entrance = entrance;
    this.lastSeen = lastSeen;
  }

  @PostMapping("/api/enrolments")
  Compared ask(@RequestBody Ask asked, Caller caller) {
    house.vault();
    Enrolments.Asked one =
        enrolments.ask(
            Fields.text(asked.login(), "/login", 60),
            Fields.text(asked.label(), "/label", 60),
            caller);
    return new Compared(one.id(), one.number());
  }

  @GetMapping("/api/enrolments/{id}")
  State state(@PathVariable String id, Caller caller) {
    return new State(enrolments.state(id, caller).name().toLowerCase(Locale.ROOT));
  }

  @GetMapping("/api/enrolments")
  List<Waiting> waiting(SignedIn by) {
    return enrolments.approvableBy(by).stream()
        .map(each ->
            new Waiting(
                each.id(),
                each.login(),
                each.device().label(),
                each.number(),
                each.at(),
                each.network()))
        .toList();
  }

  @PostMapping("/api/enrolments/{id}/approve")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void approve(@PathVariable String id, @RequestBody Approval asked, SignedIn by, Caller caller) {
    Enrolments.Asked one = enrolments.mine(id, by);
    String number = Fields.text(asked.number(), "/number");
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    enrolments.approve(one, number, by);
  }

  @PostMapping("/api/enrolments/{id}/refuse")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void refuse(@PathVariable String id, SignedIn by) {
    enrolments.refuse(enrolments.mine(id, by));
  }

  @GetMapping("/api/devices")
  List<Listed> devices(SignedIn by) {
    return Devices.of(by.session()).stream()
        .map(each ->
            switch (each.is()) {
              case Door.Device device ->
                  new Listed(
                      each.door().hex(),
                      device.label(),
                      Instant.ofEpochMilli(device.since()),
                      lastSeen.of(device.thumbprint()),
                      device.thumbprint().equals(by.device()));
              case Door.Passkey passkey ->
                  new Listed(
                      each.door().hex(),
                      passkey.label(),
                      Instant.ofEpochMilli(passkey.since()),
                      null,
                      false);
              case Door.Login login -> throw new IllegalStateException("not a device");
              case Door.Authenticator app -> throw new IllegalStateException("not a device");
              case Door.Passphrase words -> throw new IllegalStateException("not a device");
            })
        .toList();
  }
}
