// A post that was edited elsewhere: what is written in it changes where it stands; its sound goes on,
// its buttons stay.

/** At most so long after the others: a famous post is on many pages. */
const SPREAD = 3000;

/** Brings the cards of a post up to date; `changed` is told once they are. */
export async function renew(id, changed) {
  const shown = () => [...document.querySelectorAll(`.post[data-id="${id}"]`)];
  if (shown().length === 0) return;
  const own = shown()[0].dataset.handle === document.body.dataset.me;
  if (!own) await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD));
  const fresh = new Map();
  for (const card of shown()) {
    const path = `${card.dataset.path}/card${card.closest('.single') ? '?whole=' : ''}`;
    if (!fresh.has(path)) fresh.set(path, await fetched(path));
    if (fresh.get(path) && card.isConnected) put(card, fresh.get(path).cloneNode(true));
  }
  changed();
}

async function fetched(path) {
  try {
    const answer = await fetch(path, { headers: { accept: 'text/html' } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector('.post');
  } catch {
    return null; // It stays as it was.
  }
}

function put(card, fresh) {
  const height = card.offsetHeight;
  const focused = card.contains(document.activeElement) ? document.activeElement : null;
  const voice = card.querySelector('.voice');
  const open = card.querySelector('details.warned')?.open;
  if (voice) fresh.querySelector('.voice')?.replaceWith(voice);
  const line = card.querySelector('.cue');
  if (line) fresh.querySelector('.cue')?.replaceWith(line);
  if (open) fresh.querySelector('details.warned')?.setAttribute('open', '');
  const marks = fresh.querySelectorAll('.byline .mark-of');
  for (const mark of card.querySelectorAll('.byline .mark-of')) mark.remove();
  card.querySelector('.byline .time').before(...marks);
  const byline = card.querySelector('.byline');
  const actions = card.querySelector('.actions');
  while (byline.nextSibling && byline.nextSibling !== actions) byline.nextSibling.remove();
  const between = [];
  for (let it = fresh.querySelector('.byline').nextSibling; it && !it.matches?.('.actions'); it = it.nextSibling) {
    between.push(it);
  }
  byline.after(...between);
  const { captions } = fresh.dataset;
  if (captions) card.dataset.captions = captions;
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  keepPlace(card, card.offsetHeight - height);
}

/** Who reads further down keeps the place, also in browsers that do not see to it themselves. */
export function keepPlace(card, grown) {
  if (!CSS.supports('overflow-anchor', 'auto') && card.getBoundingClientRect().top < 0) {
    scrollBy(0, grown);
  }
}
