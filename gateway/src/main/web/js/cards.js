// The posts on a page: their play buttons, their waveforms.
import { clock, say, toast } from './words.js';

/** What a card tells of its post. */
export function facts(card) {
  const { id, path, name, handle, audio, opus, seconds, captions } = card.dataset;
  return {
    id,
    path,
    name,
    handle,
    audio,
    opus,
    captions,
    seconds: Number(seconds),
    wave: card.querySelector('.wave path').getAttribute('d'),
  };
}

/** Posts that can be heard, each once; what is behind a warning is not asked for. */
export function voices(root = document) {
  const seen = new Set();
  return [...root.querySelectorAll('.timeline .post[data-audio]')].filter((card) => {
    const hidden = card.querySelector('details.warned:not([open])');
    return !hidden && !seen.has(card.dataset.id) && seen.add(card.dataset.id);
  });
}

/** Shows how much of a waveform has been played; `null` shows none of it. */
export function paint(wave, share) {
  let played = wave.querySelector('.played');
  if (share === null) {
    played?.remove();
    return;
  }
  if (!played) {
    played = wave.querySelector('svg').cloneNode(true);
    played.classList.add('played');
    wave.append(played);
  }
  wave.style.setProperty('--played', `${(share * 100).toFixed(2)}%`);
}

export function bindCards(player) {
  const cards = () => document.querySelectorAll('.post[data-audio]');
  const labels = new WeakMap();

  function show() {
    for (const card of cards()) {
      const current = card.dataset.id === player.post?.id;
      const button = card.querySelector('.play');
      if (!labels.has(card)) labels.set(card, button.getAttribute('aria-label'));
      const playing = current && player.playing;
      button.setAttribute('aria-label', playing ? say('pause') : labels.get(card));
      card.classList.toggle('current', current);
      card.classList.toggle('playing', playing);
      paint(card.querySelector('.wave'), current ? player.share : null);
      card.querySelector('.voice .clock').textContent = clock(
        current && player.time > 0 ? player.time : Math.max(1, Number(card.dataset.seconds)),
      );
    }
  }

  function move() {
    for (const card of document.querySelectorAll('.post.current')) {
      paint(card.querySelector('.wave'), player.share);
      card.querySelector('.voice .clock').textContent = clock(player.time);
    }
  }

  player.addEventListener('change', show);
  player.addEventListener('time', move);
  player.addEventListener('fault', () => toast(say('unplayable')));

  document.addEventListener('click', (event) => {
    const card = event.target.closest('.post');
    if (!card) return;
    if (event.target.closest('.play')) {
      if (player.post?.id === card.dataset.id) player.toggle();
      else player.play(facts(card));
    }
  });

  bindSeeking(player);
  return show;
}

/** Touching a waveform plays from there; dragging seeks while the finger moves. */
function bindSeeking(player) {
  let dragged = null;
  const at = (event, wave) => {
    const box = wave.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  document.addEventListener('click', (event) => {
    const wave = event.target.closest('.post .wave');
    if (wave) player.play(facts(wave.closest('.post')), at(event, wave));
  });
  document.addEventListener('pointerdown', (event) => {
    const wave = event.target.closest('.post .wave');
    if (wave && wave.closest('.post').dataset.id === player.post?.id) dragged = wave;
  });
  document.addEventListener('pointermove', (event) => {
    if (dragged && event.buttons === 1) player.seek(at(event, dragged) * player.length);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    document.addEventListener(end, () => (dragged = null));
  }
}
