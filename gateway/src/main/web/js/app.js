import { Player } from './player.js';
import { bindActions } from './actions.js';
import { bindBar } from './bar.js';
import { bindCaptioning } from './captioning.js';
import { bindCards } from './cards.js';
import { bindKeys } from './keys.js';
import { bindLanguages } from './languages.js';
import { bindLinking } from './linking.js';
import { bindLive } from './live.js';
import { bindPages } from './pages.js';
import { bindPasskeys } from './passkeys.js';
import { bindPeople } from './people.js';
import { bindPlays } from './plays.js';
import { bindPortrait } from './portrait.js';
import { bindSheet } from './sheet.js';
import { bindSubtitles } from './subtitles.js';
import { bindTimes, refreshTimes } from './times.js';
import { bumpUnread } from './unread.js';
import { Queue } from './queue.js';
import { bindCall } from './call.js';

const player = new Player();
const showCards = bindCards(player);
const queue = new Queue(player);
bindBar(player, { go: (step) => queue.go(step), has: (step) => queue.has(step) });
bindSubtitles(player);
bindPlays(player);
const showCaptioning = bindCaptioning(player);
bindKeys(player, queue);
bindTimes();
bindLanguages();
const keepCall = bindCall(player);
const pages = bindPages(() => {
  refreshTimes();
  keepCall();
  showCards();
  bindPasskeys();
  showCompose();
  showCaptioning();
  showLinking();
  moveLive();
});
const showCompose = bindSheet({ go: pages.go, refresh: pages.refresh, pause: () => player.pause() });
const showLinking = bindLinking(pages.go);
bindPeople();
bindPortrait(pages.refresh);

function gone(id) {
  if (player.post?.id === id) player.drop(id);
  if (location.pathname.endsWith(`/${id}`)) {
    history.length > 1 ? history.back() : pages.go('/');
    return;
  }
  for (const card of document.querySelectorAll(`.post[data-id="${id}"]`)) card.remove();
}

bindActions({ go: pages.go, gone });
const moveLive = bindLive({
  changed: showCards,
  deleted: (id) => {
    if (player.post?.id === id) player.drop(id);
  },
  told: () => {
    if (location.pathname === '/notifications') pages.refresh();
    else bumpUnread();
  },
});
showCards();
showCompose();
showCaptioning();
showLinking();
bindPasskeys();
