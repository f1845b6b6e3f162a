package carnet.server.demo;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one member wrote at one moment: FHIR R4 resources, all of one patient. A resource may be
 * written again later under the same id; the last one is current.
 *
 * @param patient the patient's id; empty for the practice's own resources
 */
public record Written(String member, String patient, Instant when, List<ObjectNode> resources) {
  public Written {
    resources = List.copyOf(resources);
  }
}
