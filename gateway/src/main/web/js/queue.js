// What comes next: the order of the posts on the page where playing began, kept when the visitor
// goes to another page.
import { facts, voices } from './cards.js';

export class Queue {
  #player;
  #posts = [];

  constructor(player) {
    this.#player = player;
    player.addEventListener('change', () => this.#remember());
  }

  #remember() {
    const id = this.#player.post?.id;
    const cards = voices();
    if (cards.some((card) => card.dataset.id === id)) this.#posts = cards.map(facts);
  }

  #neighbour(step) {
    const here = this.#posts.findIndex((post) => post.id === this.#player.post?.id);
    return here < 0 ? undefined : this.#posts[here + step];
  }

  has(step) {
    return this.#neighbour(step) !== undefined;
  }

  go(step) {
    const post = this.#neighbour(step);
    if (post) this.#player.play(post, 0);
    return post;
  }
}
