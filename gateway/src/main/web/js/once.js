// A form that is on its way is not sent again: a second press does nothing until it is answered.

/** A page that was stopped while it was sent can be sent again after so long. */
const PATIENCE = 10_000;

const sending = new Set();

/** Whether a form may be sent now; from then on it may not, until it is released. */
export function isFirst(form) {
  if (sending.has(form)) return false;
  sending.add(form);
  setTimeout(() => release(form), PATIENCE);
  return true;
}

export function release(form) {
  sending.delete(form);
}

// Who comes back to a page finds its forms as new.
addEventListener('pageshow', () => sending.clear());
