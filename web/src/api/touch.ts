/**
 * What a person does to this page, in any tab of this browser. The page locks by it, and each request tells whether
 * anything was done since the one before, so that the replica does not take a page's own requests for somebody at work.
 */
const deeds = ['keydown', 'input', 'click', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
const silence = 5000;

let last = 0;
let count = 0;
let told = 0;

export const touchedAt = (): number => last;

/** @return a mark to give to `tell` when the replica has heard of it, or undefined where nothing was done */
export const sinceTold = (): number | undefined => (count === told ? undefined : count);

export const tell = (mark: number): void => {
  told = Math.max(told, mark);
};

export function touch(): void {
  last = Date.now();
  count++;
}

export function watchTouch(): void {
  const tabs = new BroadcastChannel('carnet.awake');
  let spread = 0;
  const done = (event: Event): void => {
    if (!event.isTrusted) return;
    touch();
    if (last - spread > silence) {
      spread = last;
      tabs.postMessage(0);
    }
  };
  for (const deed of deeds) addEventListener(deed, done, { passive: true, capture: true });
  tabs.addEventListener('message', touch);
}
