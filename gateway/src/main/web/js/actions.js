// What can be done with a post under it: like, repost, and the menu. Shown at once, taken back where
// the service says no.
import { ask, explain } from './api.js';
import { bindMenus } from './menu.js';
import { sharing } from './share.js';
import { say, toast } from './words.js';

const PAIRS = {
  like: ['favourite', 'unfavourite', 'favourites_count'],
  repost: ['reblog', 'unreblog', 'reblogs_count'],
};

/** `go(url)` shows a page; `gone(id)` is told of a post that was deleted. */
export function bindActions({ go, gone }) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('.action.like, .action.repost');
    if (button?.matches('button')) press(button);
  });
  bindMenus([more({ go, gone }), sharing]);
}

/** All cards of a post on this page. */
function cards(id) {
  return document.querySelectorAll(`.post[data-id="${id}"]`);
}

const busy = new Set();

async function press(button) {
  const kind = button.classList.contains('like') ? 'like' : 'repost';
  const { id } = button.closest('.post').dataset;
  if (busy.has(kind + id)) return;
  busy.add(kind + id);
  const on = button.getAttribute('aria-pressed') !== 'true';
  const before = [...cards(id)].map((card) => {
    const one = card.querySelector(`.action.${kind}`);
    return { one, count: one?.querySelector('.count').textContent };
  });
  const show = (pressed, count) => {
    for (const { one } of before) {
      one?.setAttribute('aria-pressed', String(pressed));
      if (one && count !== null) one.querySelector('.count').textContent = count;
    }
  };
  show(on, stepped(before[0].count, on ? 1 : -1));
  try {
    const [act, undo, counter] = PAIRS[kind];
    const post = await ask('POST', `/api/v1/statuses/${id}/${on ? act : undo}`);
    const told = (post.reblog ?? post)[counter];
    if (Number.isInteger(told) && told < 10_000) show(on, told === 0 ? '' : String(told));
  } catch (failure) {
    show(!on, before[0].count);
    toast(explain(failure));
  }
  busy.delete(kind + id);
}

/** One more or less, where the count is exact. */
function stepped(text, step) {
  if (text !== '' && !/^\d+$/.test(text)) return null;
  const count = Math.max(0, Number(text) + step);
  return count === 0 ? '' : String(count);
}

/** The three dots. */
function more({ go, gone }) {
  return {
    opens: '.action.more',
    template: 'template.post-menu',
    fits(item, card) {
      const own = card.dataset.handle === document.body.dataset.me;
      const kept = (name) => name in card.dataset;
      const shown = {
        bookmark: !kept('bookmarked') && !kept('draft'),
        unbookmark: kept('bookmarked'),
        pin: !kept('pinned') && !kept('draft'),
        unpin: kept('pinned'),
        edit: !kept('draft'),
        captions: kept('audio'),
      };
      const whose = item.dataset.for;
      const fits = whose === 'every' || (whose === 'own') === own;
      return fits && shown[item.dataset.do] !== false;
    },
    act: (what, card) => act(what, card, { go, gone }),
  };
}

async function act(what, card, { go, gone }) {
  const { id, author, handle } = card.dataset;
  const status = `/api/v1/statuses/${id}`;
  const account = `/api/v1/accounts/${author}`;
  const mark = (name, on) => {
    for (const one of cards(id)) one.toggleAttribute(`data-${name}`, on);
  };
  const acts = {
    bookmark: () => ask('POST', `${status}/bookmark`).then(() => mark('bookmarked', true)),
    unbookmark: () => ask('POST', `${status}/unbookmark`).then(() => mark('bookmarked', false)),
    pin: () => ask('POST', `${status}/pin`).then(() => mark('pinned', true)),
    unpin: () => ask('POST', `${status}/unpin`).then(() => mark('pinned', false)),
    mute: () => ask('POST', `${account}/mute`).then(() => hide(author)),
    block: () => ask('POST', `${account}/block`).then(() => hide(author)),
    report: () => ask('POST', '/api/v1/reports', { account_id: author, status_ids: [id] }),
    delete: () => ask('DELETE', status).then(() => gone(id)),
  };
  const done = {
    bookmark: 'bookmarked',
    unbookmark: 'unbookmarked',
    pin: 'pinned',
    unpin: 'unpinned',
    mute: 'muted',
    block: 'blocked',
    report: 'reported',
    delete: 'deleted',
  };
  const places = { edit: `/compose?edit=${id}`, captions: `${card.dataset.path}/captions` };
  if (places[what]) {
    go(places[what]);
    return;
  }
  if (what === 'delete' && !confirm(say('sure'))) return;
  try {
    await acts[what]();
    toast(say(done[what], { handle }));
  } catch (failure) {
    toast(explain(failure));
  }
}

/** Nothing more of somebody on a page that is not about them. */
function hide(author) {
  for (const card of document.querySelectorAll(`.timeline .post[data-author="${author}"]`)) {
    if (!card.closest('.single')) card.remove();
  }
}
