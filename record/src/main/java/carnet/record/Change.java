package carnet.record;

import carnet.record.MalformedResource.Problem;
import tools.jackson.databind.node.ObjectNode;

/** What an entry does to one resource. */
public sealed interface Change {

  ResourceKey key();

  /** The whole resource, new or instead of what was seen. */
  record Put(Resource resource) implements Change {
    @Override
    public ResourceKey key() {
      return resource.key();
    }
  }

  /**
   * An RFC 7396 merge patch: members replace, null removes, arrays count as one value. Made by
   * {@link #patch}.
   */
  record Patch(ResourceKey key, ObjectNode merge) implements Change {}

  /** The resource is gone from the chart; its entries stay. */
  record Delete(ResourceKey key) implements Change {}

  /** Refuses a patch that would make another resource of it. */
  static Patch patch(ResourceKey key, ObjectNode merge) throws MalformedResource {
    if (merge.has("resourceType") && !key.type().equals(merge.path("resourceType").asString(""))) {
      throw new MalformedResource(Problem.FIXED, "resourceType", 0, 0);
    }
    if (merge.has("id")) {
      throw new MalformedResource(Problem.FIXED, "id", 0, 0);
    }
    return new Patch(key, merge.deepCopy());
  }
}
