// The keyboard: Space plays, arrows seek, J and K go to the next and previous post, L likes, R
// replies, N makes a new post, ? helps.
import { facts } from './cards.js';

export function bindKeys(player, queue) {
  const help = document.querySelector('dialog.keys');
  document.addEventListener('click', (event) => {
    if (event.target.closest('.keys-open')) help.showModal();
  });
  help.addEventListener('click', (event) => {
    if (event.target === help) help.close();
  });

  /** The post that has the focus, or the first one in sight. */
  function inSight() {
    const focused = document.activeElement?.closest?.('.post');
    if (focused) return focused;
    return [...document.querySelectorAll('.post')].find(
      (card) => card.getBoundingClientRect().top > 0,
    );
  }

  function turn(step) {
    const post = player.playing ? queue.go(step) : null;
    let card = post && document.querySelector(`.post[data-id="${post.id}"]`);
    if (!player.playing || !post) {
      const cards = [...document.querySelectorAll('.post')];
      const focused = document.activeElement?.closest?.('.post');
      card = focused ? cards[cards.indexOf(focused) + step] : inSight();
    }
    if (!card) return;
    const target = card.querySelector('.play') ?? card.querySelector('.time');
    target.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'center' });
  }

  function space() {
    if (player.post) {
      player.toggle();
      return;
    }
    const card = inSight();
    if (card?.dataset.audio) player.play(facts(card));
  }

  /** The post that one has in mind: focused, else playing, else the first in sight. */
  function meant() {
    const playing = player.post && document.querySelector(`.post[data-id="${player.post.id}"]`);
    return document.activeElement?.closest?.('.post') ?? playing ?? inSight();
  }

  const actions = {
    ' ': space,
    ArrowLeft: () => player.skip(-5),
    ArrowRight: () => player.skip(5),
    j: () => turn(1),
    k: () => turn(-1),
    l: () => meant()?.querySelector('.action.like')?.click(),
    r: () => meant()?.querySelector('.action.reply')?.click(),
    n: () => document.querySelector('a.speak')?.click(),
    '?': () => help.showModal(),
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || taken(event)) return;
    event.preventDefault();
    action();
  });
}

/** What has the focus has a use of its own for this key. */
function taken(event) {
  const target = event.target.closest?.('input, select, textarea, button, a, summary, [contenteditable]');
  if (!target) return false;
  if (event.key === ' ') return !target.matches('a, .seek');
  if (event.key.startsWith('Arrow')) return target.matches('input:not(.seek), select, textarea');
  return target.matches('input:not([type=range]), textarea, select, [contenteditable]');
}
