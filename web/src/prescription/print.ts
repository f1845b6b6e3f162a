import { say } from '../text/say';
import { text } from './text';

/**
 * Prints a sheet's pages from a hidden frame: one dialogue, no tab left behind, the same in every browser. The page's own
 * size is asked, without margins: the sheet has its own.
 */
export async function printPages(pages: readonly string[], format: 'A5' | 'A4'): Promise<void> {
  const frame = document.createElement('iframe');
  frame.className = 'printed';
  frame.title = say(text.printing);
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  const ready = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await ready;
  const paper = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!paper) return;
  const look = new paper.CSSStyleSheet();
  look.replaceSync(`@page { size: ${format}; margin: 0 } body { margin: 0 } img { display: block; width: 100%; break-after: page } img:last-child { break-after: auto }`);
  paper.document.adoptedStyleSheets = [look];
  const pictures = pages.map((page) => {
    const picture = paper.document.createElement('img');
    picture.src = page;
    paper.document.body.append(picture);
    return picture.decode();
  });
  await Promise.all(pictures);
  paper.addEventListener('afterprint', () => setTimeout(() => frame.remove(), 1000));
  const before = document.activeElement;
  paper.focus();
  paper.print();
  if (before instanceof HTMLElement) before.focus(); // the keyboard stays on the page, not in a frame that nobody sees
  setTimeout(() => frame.remove(), 120_000);
}
