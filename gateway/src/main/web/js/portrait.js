// The picture of one's account, in the settings.
import { Refusal } from './api.js';

export function bindPortrait(reload) {
  document.addEventListener('change', async (event) => {
    const box = event.target.closest('.portrait');
    const file = event.target.files?.[0];
    if (!box || !file) return;
    const fields = new FormData();
    fields.append('avatar', file);
    await send(box, 'PATCH', '/api/v1/accounts/update_credentials', fields);
  });
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('.portrait .remove');
    if (button) await send(button.closest('.portrait'), 'DELETE', '/api/v1/profile/avatar');
  });

  async function send(box, method, path, body) {
    const error = box.querySelector('.error');
    error.textContent = '';
    occupy(box, true);
    try {
      const answer = await fetch(path, { method, body });
      if (!answer.ok) throw new Refusal(answer.status, '');
      reload();
    } catch {
      error.textContent = box.dataset.bad;
    }
    occupy(box, false);
  }
}

/** One change at a time. */
function occupy(box, busy) {
  box.setAttribute('aria-busy', String(busy));
  for (const part of box.querySelectorAll('input, button')) part.disabled = busy;
}
