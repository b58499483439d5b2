// What scripts say comes with the page, in the page's language.
const table = JSON.parse(document.body.dataset.words);

/** A word, with its `{blanks}` filled. */
export function say(name, blanks = {}) {
  return table[name].replace(/\{(\w+)\}/g, (blank, key) => blanks[key] ?? blank);
}

/** A length in seconds as a clock shows it. */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

let timer = 0;

/** Says something for a moment, for eyes and for screen readers. */
export function toast(text) {
  const element = document.querySelector('.toast');
  if (!element) return;
  element.textContent = text;
  element.classList.add('shown');
  clearTimeout(timer);
  timer = setTimeout(() => element.classList.remove('shown'), 4000);
}
