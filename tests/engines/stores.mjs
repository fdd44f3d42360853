// The browser's stores, each with a function that keeps a word in it and one that looks for the word
// later. Both run inside of the page.

export const KEEP = {
  localStorage: (word) => localStorage.setItem("answer", word),
  sessionStorage: (word) => sessionStorage.setItem("answer", word),
  cookie: (word) => {
    document.cookie = `answer=${word}; max-age=9999`;
    if (!document.cookie.includes(word)) throw new Error("not taken");
  },
  IndexedDB: (word) =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(word, 1);
      opening.onsuccess = () => resolve();
      opening.onerror = () => reject(opening.error);
    }),
  caches: async (word) => (await caches.open(word)).put("/answer", new Response(word)),
  "private files": async (word) => {
    await (await navigator.storage.getDirectory()).getFileHandle(word, { create: true });
  },
  "service worker": async () => {
    await navigator.serviceWorker.register("/start/worker.js");
  },
  history: (word) => history.pushState({ word }, "", `#${word}`),
};

export const READ = {
  localStorage: (word) => localStorage.getItem("answer") === word,
  sessionStorage: (word) => sessionStorage.getItem("answer") === word,
  cookie: (word) => document.cookie.includes(word),
  IndexedDB: async (word) => (await indexedDB.databases()).some(({ name }) => name === word),
  caches: (word) => caches.has(word),
  "private files": async (word) => Boolean(await (await navigator.storage.getDirectory()).getFileHandle(word)),
  "service worker": async () => (await navigator.serviceWorker.getRegistrations()).length > 0,
  // A new page has no old states; what may be left is on the disk.
  history: () => false,
};
