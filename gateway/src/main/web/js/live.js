// New posts slide in at the top while the page is looked at; deleted ones go.
import { say, toast } from './words.js';

/** `changed` is told after the page changed; `deleted` which post went. */
export function bindLive({ changed, deleted }) {
  let stream = null;
  let last = null;

  function open() {
    if (stream || document.hidden) return;
    const head = document.querySelector('.timeline')?.dataset.head;
    stream = new EventSource(`/live?after=${last ?? head ?? ''}`);
    stream.addEventListener('post', (event) => {
      last = newer(event.lastEventId, last) ? event.lastEventId : last;
      arrive(event.data);
    });
    stream.addEventListener('deleted', (event) => depart(event.data));
    stream.addEventListener('error', () => {
      // The browser comes back by itself, unless it was told to stay away.
      if (stream?.readyState === EventSource.CLOSED) {
        close();
        setTimeout(open, 30_000);
      }
    });
  }

  function close() {
    stream?.close();
    stream = null;
  }

  function arrive(html) {
    const holder = document.createElement('template');
    holder.innerHTML = html;
    const card = holder.content.querySelector('.post');
    const timeline = document.querySelector('.timeline');
    const wanted = timeline?.dataset.live;
    if (!card || !wanted || document.getElementById(card.id)) return;
    if (wanted !== '*' && wanted !== card.dataset.handle) return;
    const cards = [...timeline.querySelectorAll('.post')];
    const older = cards.find((other) => newer(card.dataset.id, other.dataset.id));
    if (!older && cards.length > 0) return;
    timeline.querySelector('.silence')?.remove();
    const height = document.documentElement.scrollHeight;
    timeline.insertBefore(card, older ?? null);
    card.classList.add('arriving');
    keepPlace(card, document.documentElement.scrollHeight - height);
    toast(say('arrived', { name: card.dataset.name }));
    document.dispatchEvent(new CustomEvent('voicepost:arrived', { detail: card.dataset.handle }));
    changed();
  }

  function depart(id) {
    const card = document.getElementById(`p${id}`);
    deleted(id);
    if (!card) return;
    card.remove();
    toast(say('deleted'));
    changed();
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}

/** Post ids are numbers too long for a number. */
function newer(one, other) {
  return other === null || BigInt(one) > BigInt(other);
}

/** Who reads further down keeps the place, also in browsers that do not see to it themselves. */
function keepPlace(card, grown) {
  if (!CSS.supports('overflow-anchor', 'auto') && card.getBoundingClientRect().top < 0) {
    scrollBy(0, grown);
  }
}
