// What is not sent yet, with its voice, in this browser's own database: a reload, a crash or a dead
// network loses nothing. Where there is no such database it is kept as long as the page.
const memory = new Map();

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('voicepost', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('unsent');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function work(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const turn = database.transaction('unsent', mode);
      const asked = act(turn.objectStore('unsent'));
      turn.oncomplete = () => resolve(asked.result);
      turn.onerror = () => reject(turn.error);
    });
  } finally {
    database.close();
  }
}

export async function keep(key, draft) {
  memory.set(key, draft);
  await work('readwrite', (store) => store.put(draft, key)).catch(() => {});
}

export async function kept(key) {
  return memory.get(key) ?? work('readonly', (store) => store.get(key)).catch(() => undefined);
}

export async function forget(key) {
  memory.delete(key);
  await work('readwrite', (store) => store.delete(key)).catch(() => {});
}
