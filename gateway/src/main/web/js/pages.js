// Goes from page to page without a reload, so that the sound goes on: fetches the next page and
// puts its main part in place of this one. Anything unusual is left to the browser.
import { say, toast } from './words.js';

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

  async function go(url, push, y) {
    fetching?.abort();
    fetching = new AbortController();
    const { signal } = fetching;
    try {
      const answer = await fetch(url, { signal, headers: { accept: 'text/html' } });
      const type = answer.headers.get('content-type') ?? '';
      if (!type.startsWith('text/html')) {
        location.assign(url);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (signal.aborted) return;
      if (push) history.pushState({ y: 0 }, '', answer.url);
      put(page);
      scrollTo(0, y);
    } catch (error) {
      if (error.name !== 'AbortError') toast(say('unreachable'));
    }
  }

  function put(page) {
    document.title = page.title;
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
}

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
