package carnet.server.paper;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * Where a line of French may end: as everywhere, but never after the apostrophe inside a word. Not
 * for many threads.
 */
final class FrenchBreaks implements FSTextBreaker {

  private final BreakIterator anywhere = BreakIterator.getLineInstance(Locale.FRENCH);
  private String text = "";

  @Override
  public void setText(String newText) {
    text = newText;
    anywhere.setText(newText);
  }

  @Override
  public int next() {
    int end = anywhere.next();
    while (end != BreakIterator.DONE && isAfterApostrophe(end)) {
      end = anywhere.next();
    }
    return end;
  }

  private boolean isAfterApostrophe(int end) {
    return end < text.length()
        && text.charAt(end - 1) == '’'
        && Character.isLetter(text.charAt(end));
  }
}
