import { Player } from './player.js';
import { bindBar } from './bar.js';
import { bindCards } from './cards.js';
import { bindKeys } from './keys.js';
import { bindLive } from './live.js';
import { bindPages } from './pages.js';
import { bindPasskeys } from './passkeys.js';
import { bindTimes, refreshTimes } from './times.js';
import { Queue } from './queue.js';
import { bindCall } from './call.js';

const player = new Player();
const showCards = bindCards(player);
const queue = new Queue(player);
bindBar(player, { go: (step) => queue.go(step), has: (step) => queue.has(step) });
bindKeys(player, queue);
bindTimes();
const keepCall = bindCall(player);
bindPages(() => {
  refreshTimes();
  keepCall();
  showCards();
  bindPasskeys();
});
bindLive({
  changed: showCards,
  deleted: (id) => {
    if (player.post?.id === id) player.drop(id);
  },
});
showCards();
bindPasskeys();
