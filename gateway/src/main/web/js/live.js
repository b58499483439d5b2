// New posts slide in at the top while the page is looked at; edited ones change, deleted ones go.
import { keepPlace, renew } from './renew.js';
import { say, toast } from './words.js';

/**
 * `changed` is told after the page changed; `deleted` which post went; `told` that there is a new
 * notification. Gives back a function for after a change of page.
 */
export function bindLive({ changed, deleted, told }) {
  let stream = null;
  // Heard until the next one is there: what happens in between is told by one of the two.
  let former = null;
  let last = null;
  let notified = null;
  let at = place();

  function open() {
    if (stream || document.hidden) return;
    const head = document.querySelector('.timeline')?.dataset.head;
    at = place();
    const opened = new EventSource(`/live?after=${last ?? head ?? ''}${at && `&at=${at}`}`);
    stream = opened;
    opened.addEventListener('post', (event) => {
      if (opened === stream && newer(event.lastEventId, last)) last = event.lastEventId;
      arrive(event.data);
    });
    opened.addEventListener('edited', (event) => renew(event.data, changed));
    opened.addEventListener('deleted', (event) => depart(event.data));
    opened.addEventListener('notified', (event) => {
      if (!newer(event.data, notified)) return;
      notified = event.data;
      told();
    });
    opened.addEventListener('open', leave);
    opened.addEventListener('error', () => {
      leave();
      // The browser comes back by itself, unless it was told to stay away.
      if (opened === stream && opened.readyState === EventSource.CLOSED) {
        close();
        setTimeout(open, 30_000);
      }
    });
  }

  function leave() {
    former?.close();
    former = null;
  }

  function close() {
    leave();
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
    if (!['*', 'home', card.dataset.handle].includes(wanted)) return;
    const cards = [...timeline.children].filter((other) => other.matches('.post'));
    const older = cards.find((other) => newer(card.dataset.entry, other.dataset.entry));
    if (!older && cards.length > 0) return;
    timeline.querySelector('.empty')?.remove();
    const height = document.documentElement.scrollHeight;
    timeline.insertBefore(card, older ?? null);
    card.classList.add('arriving');
    keepPlace(card, document.documentElement.scrollHeight - height);
    toast(say('arrived', { name: card.dataset.name }));
    changed();
  }

  function depart(id) {
    const cards = document.querySelectorAll(`.post[data-id="${id}"], .post[data-entry="${id}"]`);
    deleted(id);
    if (cards.length === 0) return;
    for (const card of cards) card.remove();
    toast(say('deleted'));
    changed();
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();

  return () => {
    if (place() === at) return;
    leave();
    former = stream;
    stream = null;
    last = null;
    open();
    if (!stream) leave();
  };
}

/** Which timeline the page follows: `home`, or else everybody's. */
function place() {
  return document.querySelector('.timeline')?.dataset.live === 'home' ? 'home' : '';
}

/** Post ids are numbers too long for a number. */
function newer(one, other) {
  return other === null || BigInt(one) > BigInt(other);
}
