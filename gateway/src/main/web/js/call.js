// The button that calls. What it takes to call is heavy and comes only when it is touched.

import { say, toast } from './words.js';

/** Gives back a function that carries a call on over a change of page. */
export function bindCall(player) {
  let panel = null;

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('.call-start');
    if (!button || panel) return;
    player.pause();
    const invitation = button.closest('.invitation');
    panel = invitation.querySelector('template').content.cloneNode(true).querySelector('.call');
    const hidden = invitation.querySelectorAll('.dial, .sentence');
    for (const part of hidden) part.hidden = true;
    invitation.append(panel);
    try {
      const { startCall } = await import(document.body.dataset.phone);
      await startCall(panel);
    } catch {
      toast(say('unreachable'));
    }
    panel.remove();
    panel = null;
    for (const part of hidden) part.hidden = false;
    if (button.isConnected) button.focus({ preventScroll: true });
  });

  return () => {
    if (!panel) return;
    const invitation = document.querySelector('.invitation');
    if (!invitation) {
      document.querySelector('main').prepend(panel);
      return;
    }
    invitation.append(panel);
  };
}
