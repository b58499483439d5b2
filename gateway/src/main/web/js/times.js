// Times on the page stay true while it is open.
import { say } from './words.js';

function label(then, now) {
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return say('now');
  if (minutes < 60) return say('minutes', { n: minutes });
  if (minutes < 24 * 60) return say('hours', { n: Math.floor(minutes / 60) });
  return null;
}

export function refreshTimes(now = Date.now()) {
  for (const time of document.querySelectorAll('time')) {
    const then = Date.parse(time.dateTime);
    const text = label(then, now);
    if (text) time.textContent = text;
  }
}

export function bindTimes() {
  setInterval(refreshTimes, 30_000);
}
