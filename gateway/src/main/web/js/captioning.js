// The page on which captions are written: its script is heavier than the rest and comes only there.
import { say, toast } from './words.js';

/** Gives back a function that brings the page to life, for after a change of page. */
export function bindCaptioning(player) {
  let leave = null;
  return async () => {
    leave?.();
    leave = null;
    const section = document.querySelector('main .captioning');
    if (!section) return;
    try {
      const { startCaptions } = await import(section.dataset.script);
      if (section.isConnected) leave = startCaptions(section, player);
    } catch {
      toast(say('unreachable'));
    }
  };
}
