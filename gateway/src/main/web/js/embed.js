import { Player } from './player.js';
import { bindCards } from './cards.js';
import { bindTimes } from './times.js';

bindCards(new Player());
bindTimes();
