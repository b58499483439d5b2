// Where somebody stopped listening: kept in this browser, for the last hundred posts.
const KEY = 'voicepost.places';
const MOST = 100;
/** Neither the first nor the last seconds are worth going back to. */
const EDGE = 5;

function read() {
  try {
    const places = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(places) ? places : [];
  } catch {
    return [];
  }
}

/** Seconds into the post, or 0. */
export function place(id) {
  return read().find(([known]) => known === id)?.[1] ?? 0;
}

export function keepPlace(id, time, length) {
  const places = read().filter(([known]) => known !== id);
  if (time > EDGE && time < length - EDGE) places.unshift([id, Math.floor(time)]);
  try {
    localStorage.setItem(KEY, JSON.stringify(places.slice(0, MOST)));
  } catch {
    // This browser keeps nothing.
  }
}
