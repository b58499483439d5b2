// The keyboard: Space plays, arrows seek, J and K go to the next and previous post, ? helps.
import { facts } from './cards.js';

export function bindKeys(player, queue) {
  const help = document.querySelector('dialog.keys');
  document.querySelector('.keys-open').addEventListener('click', () => help.showModal());
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
    let card = post && document.getElementById(`p${post.id}`);
    if (!player.playing || !post) {
      const cards = [...document.querySelectorAll('.post')];
      const focused = document.activeElement?.closest?.('.post');
      card = focused ? cards[cards.indexOf(focused) + step] : inSight();
    }
    if (!card) return;
    card.querySelector('.play').focus({ preventScroll: true });
    card.scrollIntoView({ block: 'center' });
  }

  function space() {
    if (player.post) {
      player.toggle();
      return;
    }
    const card = inSight();
    if (card) player.play(facts(card));
  }

  const actions = {
    ' ': space,
    ArrowLeft: () => player.skip(-5),
    ArrowRight: () => player.skip(5),
    j: () => turn(1),
    k: () => turn(-1),
    '?': () => help.showModal(),
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || taken(event)) return;
    event.preventDefault();
    action();
  });
}

/** What has the focus has a use of its own for this key. */
function taken(event) {
  const target = event.target.closest?.('input, select, textarea, button, a, [contenteditable]');
  if (!target) return false;
  if (event.key === ' ') return !target.matches('a, .seek');
  if (event.key.startsWith('Arrow')) return target.matches('input:not(.seek), select, textarea');
  return target.matches('input:not([type=range]), textarea, select, [contenteditable]');
}
