package carnet.record.intake;

import carnet.record.Json;
import carnet.record.Resource;
import carnet.record.intake.Item.Place;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks one JSON document, a bundle or a resource, and cuts the resources out of it. Holds one
 * resource at a time.
 */
final class DocumentReader {

  /** A piece cut out. */
  sealed interface Piece {
    record Cut(Place place, String fullUrl, byte[] bytes) implements Piece {}

    record Bad(Item.Refused refused) implements Piece {}
  }

  private enum At {
    START,
    ENTRIES,
    END
  }

  /** Room for the parser's read-ahead beyond the largest resource. */
  private static final int MOST = Resource.LIMIT + 64 * 1024;

  /** Looser than {@link Json}: what is wrong inside one resource must not end the walk. */
  private static final JsonFactory WALK =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100_000).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final Tape tape;
  private final JsonParser parser;
  private final long firstLine;
  private At at = At.START;
  private String type = "";
  private String bundleType = "";
  private int entry = -1;

  /**
   * @param firstLine of the document in its source, from 1
   */
  DocumentReader(InputStream in, long firstLine) {
    this.tape = new Tape(in, MOST);
    this.parser = WALK.createParser(ObjectReadContext.empty(), tape);
    this.firstLine = firstLine;
  }

  /** The next piece; empty at the end. After a broken place nothing follows. */
  Optional<Piece> next() {
    try {
      return switch (at) {
        case START -> start();
        case ENTRIES -> entry();
        case END -> Optional.empty();
      };
    } catch (JacksonIOException e) {
      throw e;
    } catch (JacksonException e) {
      at = At.END;
      return Optional.of(broken(e.getLocation()));
    }
  }

  private Optional<Piece> start() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      at = At.END;
      return Optional.empty();
    }
    long from = parser.currentTokenLocation().getByteOffset();
    Place place = place();
    if (token != JsonToken.START_OBJECT) {
      at = At.END;
      return bad(place, Item.Reason.BROKEN, "", "is no JSON object: nothing of it was read");
    }
    tape.forget(from);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("resourceType") && value == JsonToken.VALUE_STRING) {
        type = parser.getString();
      } else if (name.equals("type") && value == JsonToken.VALUE_STRING) {
        bundleType = parser.getString();
      } else if (name.equals("entry") && value == JsonToken.START_ARRAY && splits()) {
        at = At.ENTRIES;
        return entry();
      } else {
        parser.skipChildren();
      }
    }
    long to = parser.currentLocation().getByteOffset();
    at = At.END;
    if (type.equals("Bundle") && splits()) {
      return trailing();
    }
    return Optional.of(cut(place, "", from, to));
  }

  /** Documents and messages are one thing, often signed: they are kept whole. */
  private boolean splits() {
    return type.equals("Bundle") && !bundleType.equals("document") && !bundleType.equals("message");
  }

  private Optional<Piece> entry() {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        parser.nextToken();
        parser.skipChildren();
      }
      at = At.END;
      return trailing();
    }
    entry++;
    Place place = place();
    tape.forget(parser.currentTokenLocation().getByteOffset());
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return bad(place, Item.Reason.NO_RESOURCE, "", "is no object");
    }
    String fullUrl = "";
    Piece found = null;
    long from = 0;
    long to = 0;
    Place where = place;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("resource") && value == JsonToken.START_OBJECT) {
        from = parser.currentTokenLocation().getByteOffset();
        where = place();
        tape.forget(from);
        parser.skipChildren();
        to = parser.currentLocation().getByteOffset();
        found = cut(where, "", from, to);
      } else if (name.equals("fullUrl") && value == JsonToken.VALUE_STRING) {
        fullUrl = parser.getString();
      } else {
        parser.skipChildren();
      }
    }
    return named(found, fullUrl, place);
  }

  private static Optional<Piece> named(@Nullable Piece found, String fullUrl, Place place) {
    return switch (found) {
      case null ->
          bad(place, Item.Reason.NO_RESOURCE, "resource", "is missing: this entry brings nothing");
      case Piece.Cut cut -> Optional.of(new Piece.Cut(cut.place(), fullUrl, cut.bytes()));
      case Piece.Bad bad -> Optional.of(bad);
    };
  }

  /** Something behind the document's end is no part of it. */
  private Optional<Piece> trailing() {
    if (parser.nextToken() == null) {
      return Optional.empty();
    }
    return bad(place(), Item.Reason.BROKEN, "", "stands behind the end of the document");
  }

  private Piece cut(Place place, String fullUrl, long from, long to) {
    if (!tape.has(from) || to - from > Resource.LIMIT) {
      long kib = (to - from + 1023) / 1024;
      String sentence =
          "is too large ("
              + kib
              + " KiB; a resource may have "
              + Resource.LIMIT / 1024
              + " KiB): bring large attachments in as documents";
      return new Piece.Bad(new Item.Refused(place, Item.Reason.TOO_LARGE, "", sentence));
    }
    return new Piece.Cut(place, fullUrl, tape.slice(from, to));
  }

  private Piece broken(@Nullable TokenStreamLocation where) {
    long line = where == null ? firstLine : firstLine - 1 + where.getLineNr();
    String column = where == null ? "" : " at column " + where.getColumnNr();
    String sentence =
        "is not well-formed JSON"
            + column
            + ": what came whole before it was read, the rest was not";
    return new Piece.Bad(
        new Item.Refused(new Place(line, entry), Item.Reason.BROKEN, "", sentence));
  }

  private Place place() {
    return new Place(firstLine - 1 + parser.currentTokenLocation().getLineNr(), entry);
  }

  private static Optional<Piece> bad(Place place, Item.Reason reason, String field, String text) {
    return Optional.of(new Piece.Bad(new Item.Refused(place, reason, field, text)));
  }
}
