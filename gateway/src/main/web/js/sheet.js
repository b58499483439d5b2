// Making a post from anywhere: the page that does it comes as a sheet over the one that is shown.
// Its script is heavier than the rest and comes only now.
import { say, toast } from './words.js';

/**
 * Hears of a click on its way down, before the pages do. Gives back a function that brings the page
 * of its own to life.
 */
export function bindSheet({ go, refresh, pause }) {
  let opening = false;

  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[href^="/compose"]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (/[?&](edit|draft)=/.test(link.href) || !HTMLDialogElement.prototype.showModal) return;
    event.preventDefault();
    if (opening) return;
    opening = true;
    try {
      const section = await fetchSection(link);
      if (section) show(section, link).catch(unreachable);
    } catch {
      unreachable();
    } finally {
      opening = false;
    }
  }, true);

  function unreachable() {
    toast(say('unreachable'));
  }

  /** The form of the page that makes a post; nothing where the way leads elsewhere. */
  async function fetchSection(link) {
    const answer = await fetch(link.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const section = page.querySelector('.compose');
    if (!section) location.assign(answer.url);
    return section;
  }

  /** Shows the form at once. It comes to life when its script is there, unless it was closed first. */
  async function show(section, link) {
    for (const card of section.querySelectorAll('.post')) card.removeAttribute('id');
    const sheet = document.createElement('dialog');
    sheet.className = 'sheet';
    sheet.setAttribute('aria-labelledby', 'compose-title');
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'close';
    close.setAttribute('aria-label', say('close'));
    close.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-close"/></svg>';
    sheet.append(close, section);
    document.body.append(sheet);
    sheet.showModal();
    let leave = () => {};
    let closed = false;
    close.addEventListener('click', () => sheet.close());
    sheet.addEventListener('close', () => {
      closed = true;
      leave();
      sheet.remove();
      if (link.isConnected) link.focus({ preventScroll: true });
    });
    leave = await bring(section, {
      posted: (post) => {
        sheet.close();
        if (section.dataset.aim === 'reply' && /^\/@\w+\/\d+$/.test(location.pathname)) refresh();
        else if (post.visibility === 'direct') go('/drafts');
      },
    });
    if (closed) leave();
  }

  async function bring(section, { posted }) {
    const { startCompose } = await import(document.body.dataset.compose);
    return startCompose(section, { pause, posted });
  }

  let leave = null;
  return async () => {
    leave?.();
    leave = null;
    const section = document.querySelector('main .compose');
    if (!section || !['new', 'reply'].includes(section.dataset.aim)) return;
    const left = await bring(section, {
      posted: (post) => go(post.visibility === 'direct' ? '/drafts' : new URL(post.url).pathname),
    });
    // Meanwhile another page may have come.
    if (section.isConnected) leave = left;
    else left();
  };
}
