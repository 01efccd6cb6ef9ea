// Sends files one by one, with progress, and again where the line broke. Without this script the form
// works as it stands. The same bytes sent twice are kept once, so trying again can do no harm.
"use strict";
(() => {
  const TRIES = 6;
  const form = document.querySelector("form[data-upload]");
  const told = document.getElementById("upload-progress");
  if (!form || !told || !window.FormData) return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  const post = (address, data, onProgress) =>
    new Promise((done, fail) => {
      const asked = new XMLHttpRequest();
      asked.open("POST", address);
      asked.setRequestHeader("X-CSRFToken", token);
      asked.setRequestHeader("X-Upload", "1");
      asked.timeout = 120000;
      asked.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      asked.onload = () => (asked.status >= 500 ? fail(new Error("server")) : done(asked));
      asked.onerror = asked.ontimeout = () => fail(new Error("line"));
      asked.send(data);
    });

  const patiently = async (address, make, line) => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await post(address, make(), (share) => (line.textContent = `${line.dataset.name}: ${Math.round(share * 100)} %`));
      } catch (broken) {
        if (tried === TRIES) throw broken;
        line.textContent = `${line.dataset.name}: no connection, trying again (${tried} of ${TRIES - 1})`;
        await pause(Math.min(30, 2 ** tried));
      }
    }
  };

  const line = (name) => {
    const item = document.createElement("li");
    item.dataset.name = name;
    item.textContent = `${name}: waiting`;
    told.append(item);
    return item;
  };

  const chosen = () =>
    [...form.querySelectorAll("input[type=file]")].flatMap((input) =>
      [...input.files].map((file) => ({ field: input.name, file, line: line(file.name) })),
    );

  const fields = () => {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    return data;
  };

  const withFile = ({ field, file }) => {
    const data = fields();
    data.append(field, file, file.name);
    return data;
  };

  form.addEventListener("submit", async (event) => {
    const draft = event.submitter?.name === "draft";
    told.replaceChildren();
    const files = chosen();
    if (!files.length) return;
    event.preventDefault();
    told.parentElement.hidden = false;
    const buttons = [...form.querySelectorAll("button")];
    buttons.forEach((button) => (button.disabled = true));
    try {
      let address = form.dataset.upload;
      let next = window.location.href;
      if (!address) {
        const record = () => {
          const data = fields();
          if (draft) data.append("draft", "yes");
          return data;
        };
        const kept = await patiently(form.action, record, line("The record"));
        if (kept.status !== 200) throw new Error("record");
        ({ address, next } = JSON.parse(kept.responseText));
        told.lastElementChild.textContent = "The record: kept";
      }
      let refused = 0;
      for (const each of files) {
        const answer = JSON.parse((await patiently(address, () => withFile(each), each.line)).responseText);
        each.line.textContent = `${each.file.name}: ${answer.words}`;
        refused += answer.kept ? 0 : 1;
      }
      if (refused) {
        const go = document.createElement("a");
        go.href = next;
        go.textContent = "Go on without what was refused";
        told.append(go);
        go.focus();
      } else window.location.assign(next);
    } catch (broken) {
      buttons.forEach((button) => (button.disabled = false));
      if (broken.message === "record") form.submit();
      else told.append("The line is gone. Nothing is lost: press the button again when it is back.");
    }
  });
})();
