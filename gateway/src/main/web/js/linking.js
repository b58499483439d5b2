// The pages of the telephone that know something secret: the code counts down and notices that it was
// used, a PIN goes when its page is left.
const LOOK_EVERY = 3000;

/** Gives back a function that brings the page to life, for after a change of page. */
export function bindLinking(go) {
  let timers = [];
  let looking = false;

  addEventListener('pagehide', () => {
    for (const digits of document.querySelectorAll('.secret .digits')) digits.remove();
  });

  function start() {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    const section = document.querySelector('main .linking');
    if (!section) return;
    const until = performance.now() + Number(section.dataset.left) * 1000;
    timers = [
      setInterval(() => count(section.querySelector('.countdown'), until), 500),
      setInterval(() => look(section), LOOK_EVERY),
    ];
  }

  function count(clock, until) {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (clock.textContent !== text) clock.textContent = text;
  }

  /** Goes on where the code is used or over; a try that fails is made again. */
  async function look(section) {
    if (document.hidden || looking) return;
    looking = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      const over = answer.redirected || !(await answer.text()).includes('class="digits"');
      if (answer.ok && over && section.isConnected) go(answer.url);
    } catch {
      // Nobody answers now.
    }
    looking = false;
  }

  return start;
}
