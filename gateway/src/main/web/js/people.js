// The button that follows, and the one that hears somebody again.
import { ask, explain } from './api.js';
import { say, toast } from './words.js';

const NEXT = {
  none: { act: 'follow', meanwhile: 'following' },
  requested: { act: 'unfollow', meanwhile: 'none' },
  following: { act: 'unfollow', meanwhile: 'none' },
  blocking: { act: 'unblock', meanwhile: 'none' },
};
const LABEL = { none: 'follow', requested: 'requested', following: 'following', blocking: 'unblock' };

export function bindPeople() {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button.follow');
    if (button && !button.matches('[aria-busy=true]')) await follow(button);
    const unmute = event.target.closest('button.unmute');
    if (unmute) await hearAgain(unmute);
  });
}

async function follow(button) {
  const before = button.dataset.state;
  const { act, meanwhile } = NEXT[before];
  show(button, meanwhile);
  button.setAttribute('aria-busy', 'true');
  try {
    const standing = await ask('POST', `/api/v1/accounts/${button.dataset.account}/${act}`);
    show(button, standing.following ? 'following' : standing.requested ? 'requested' : 'none');
  } catch (failure) {
    show(button, before);
    toast(explain(failure));
  }
  button.removeAttribute('aria-busy');
}

function show(button, state) {
  button.dataset.state = state;
  button.querySelector('span').textContent = say(LABEL[state]);
}

async function hearAgain(button) {
  button.disabled = true;
  try {
    await ask('POST', `/api/v1/accounts/${button.dataset.account}/unmute`);
    toast(say('unmuted', { handle: button.dataset.handle }));
    button.closest('.muted').remove();
  } catch (failure) {
    button.disabled = false;
    toast(explain(failure));
  }
}
