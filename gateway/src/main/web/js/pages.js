// Goes from page to page without a reload, so that the sound goes on: fetches the next page and
// puts its main part in place of this one. Anything unusual is left to the browser.
import { isFirst, release } from './once.js';
import { say, toast } from './words.js';

/** Gives back `go(url)` and `refresh()`, which shows this page anew. */
export function bindPages(shown) {
  let fetching = null;
  history.scrollRestoration = 'manual';
  history.replaceState({ y: scrollY }, '');

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || !ours(link) || event.defaultPrevented) return;
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    remember();
    go(link.href, true, 0);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('form')) return;
    const { pathname } = new URL(form.action);
    const get = form.method === 'get';
    if (!get && !isFirst(form)) {
      event.preventDefault();
      return;
    }
    if (!get && !SOFT.test(pathname)) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    remember();
    if (get) go(`${pathname}?${fields}`, true, 0);
    else go(pathname, true, 0, { method: 'POST', body: fields }).then(() => release(form));
  });
  addEventListener('popstate', (event) => {
    if (location.hash === '' || event.state) go(location.href, false, event.state?.y ?? 0);
  });
  let settling = 0;
  addEventListener('scroll', () => {
    clearTimeout(settling);
    settling = setTimeout(remember, 100);
  });

  function remember() {
    history.replaceState({ y: scrollY }, '');
  }

  async function go(url, push, y, how = {}) {
    fetching?.abort();
    fetching = new AbortController();
    const { signal } = fetching;
    try {
      const answer = await fetch(url, { ...how, signal, headers: { accept: 'text/html' } });
      const type = answer.headers.get('content-type') ?? '';
      if (!type.startsWith('text/html')) {
        location.assign(url);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (signal.aborted) return;
      if (push && answer.url !== location.href) history.pushState({ y: 0 }, '', answer.url);
      put(page);
      scrollTo(0, y);
    } catch (error) {
      if (error.name !== 'AbortError') toast(say('unreachable'));
    }
  }

  function put(page) {
    document.title = page.title;
    for (const name of ['words', 'me']) {
      if (name in page.body.dataset) document.body.dataset[name] = page.body.dataset[name];
      else delete document.body.dataset[name];
    }
    const menu = page.querySelector('template.post-menu');
    document.querySelector('template.post-menu')?.remove();
    if (menu) document.body.append(menu);
    for (const part of ['link[rel=canonical]', 'link[rel=alternate]']) {
      for (const old of document.head.querySelectorAll(part)) old.remove();
      for (const fresh of page.head.querySelectorAll(part)) document.head.append(fresh);
    }
    document.querySelector('.site').replaceWith(page.querySelector('.site'));
    const main = page.querySelector('main');
    document.querySelector('main').replaceWith(main);
    main.focus({ preventScroll: true });
    shown();
  }

  return {
    go: (url) => {
      remember();
      return go(url, true, 0);
    },
    refresh: () => go(location.href, false, scrollY),
  };
}

/** Forms that change nothing about who is signed in, and nothing that the whole page is made of. */
const SOFT = /^\/(settings\/profile|settings\/telephone\/(waiting|phones|calls)|lists|notifications|compose)/;

/** A link to a page of this site that can be shown in place. */
function ours(link) {
  const here = new URL(location.href);
  const there = new URL(link.href);
  const samePage = there.pathname === here.pathname && there.search === here.search;
  return (
    there.origin === here.origin &&
    !link.target &&
    !link.hasAttribute('download') &&
    !link.hasAttribute('data-reload') &&
    !(samePage && there.hash) &&
    !/^\/(audio|assets)\//.test(there.pathname)
  );
}
