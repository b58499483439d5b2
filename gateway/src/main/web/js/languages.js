// The menu of languages is a <details>: it works without this, and closes as menus do with it.

export function bindLanguages() {
  const menu = () => document.querySelector('.languages[open]');

  document.addEventListener('click', (event) => {
    const open = menu();
    if (open && !open.contains(event.target)) open.open = false;
  });
  document.addEventListener('keydown', (event) => {
    const open = menu();
    if (!open || event.key !== 'Escape') return;
    open.open = false;
    open.querySelector('summary').focus();
  });
}
