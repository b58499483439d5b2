// Menus under posts: one for the whole page, drawn from a template of the page.

/**
 * `kinds` are `{ opens, template, fits(item, card), act(what, card) }`: which button opens a menu,
 * where it comes from, which of its items a post has and what they do. An `opens` may also answer the
 * button itself: `instead(card)` is true where no menu is needed.
 */
export function bindMenus(kinds) {
  let open = null;

  function close(focus) {
    if (!open) return;
    const { menu, button } = open;
    open = null;
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    if (focus) button.focus();
  }

  function show(button, kind) {
    const card = button.closest('.post');
    const template = document.querySelector(kind.template);
    const menu = template.content.cloneNode(true).querySelector('.menu');
    for (const item of [...menu.children]) {
      if (kind.fits(item, card)) {
        item.textContent = item.textContent.replace('{handle}', card.dataset.handle);
      } else {
        item.remove();
      }
    }
    button.after(menu);
    button.setAttribute('aria-expanded', 'true');
    open = { menu, button, card, kind };
    menu.firstElementChild.focus({ preventScroll: true });
    menu.scrollIntoView({ block: 'nearest' });
  }

  document.addEventListener('click', (event) => {
    const item = event.target.closest('.menu [data-do]');
    const kind = kinds.find(({ opens }) => event.target.closest(opens));
    if (item && open) {
      const { card, kind: shown } = open;
      close(true);
      shown.act(item.dataset.do, card);
    } else if (kind) {
      const button = event.target.closest(kind.opens);
      const same = open?.button === button;
      close(false);
      if (!same && !kind.instead?.(button.closest('.post'))) show(button, kind);
    } else {
      close(false);
    }
  });

  document.addEventListener('keydown', (event) => {
    if (!open) return;
    const items = [...open.menu.children];
    const at = items.indexOf(document.activeElement);
    const moves = {
      ArrowDown: () => items[(at + 1) % items.length].focus(),
      ArrowUp: () => items[(at + items.length - 1) % items.length].focus(),
      Home: () => items[0].focus(),
      End: () => items.at(-1).focus(),
      Escape: () => close(true),
      Tab: () => close(false),
    };
    const move = moves[event.key];
    if (!move) return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopImmediatePropagation();
    move();
  });
}
