package carnet.server;

import carnet.sentinel.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sentinel's reasons, as traces and measures keep them, in its own words. */
final class Reasons {

  private Reasons() {}

  static List<Problem.Reason> inWords(List<Map<String, Object>> reasons) {
    return reasons.stream()
        .map(each -> {
          Map<String, Object> facts = new HashMap<>(each);
          Object code = facts.remove("code");
          Reason reason = new Reason(code instanceof String text ? text : "decided", facts);
          return new Problem.Reason(reason.code(), reason.french(), reason.english());
        })
        .toList();
  }
}
