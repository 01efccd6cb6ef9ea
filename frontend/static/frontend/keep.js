// Keeps what is typed into a long form on this device until it is saved, for visits without a signal.
// Forms say data-keep with a name of their own. Without this script the form works as any other.
"use strict";
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const name = `keep:${form.dataset.keep}`;
  const notice = document.getElementById("kept");
  const fields = () =>
    [...form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
  const store = (act) => {
    try {
      return act(window.localStorage);
    } catch {
      return null; // a browser without storage keeps nothing, and the form still works
    }
  };

  const sent = store((storage) => storage.getItem("keep-sent"));
  if (sent && sent !== name) store((storage) => storage.removeItem(sent)); // it led here, so it was saved
  store((storage) => storage.removeItem("keep-sent"));
  const kept = store((storage) => JSON.parse(storage.getItem(name) || "null"));
  if (kept) {
    let differs = false;
    for (const field of fields()) {
      if (field.name in kept && kept[field.name].trim() !== field.value.trim()) {
        field.value = kept[field.name];
        differs = true;
      }
    }
    if (notice) notice.hidden = !differs;
    if (!differs) store((storage) => storage.removeItem(name));
  }

  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields().map((field) => [field.name, field.value]));
    store((storage) => storage.setItem(name, JSON.stringify(typed)));
  });
  form.addEventListener("submit", () => store((storage) => storage.setItem("keep-sent", name)));
})();
