import { Player } from './player.js';
import { bindCards } from './cards.js';
import { bindPlays } from './plays.js';
import { bindTimes } from './times.js';

const player = new Player();
bindCards(player);
bindPlays(player);
bindTimes();
